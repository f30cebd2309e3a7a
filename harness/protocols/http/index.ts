export { createHttpClient } from './client.ts';
export { describeRequest, toExchangeRecord } from './record.ts';
