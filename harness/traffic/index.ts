export { createHttpClient } from './client.ts';
export { toCurl } from './curl.ts';
export { parseEcho } from './echo.ts';
export { describeRequest, toExchangeRecord } from './record.ts';
