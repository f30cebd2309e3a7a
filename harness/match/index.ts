export { formatMismatches } from './format.ts';
export { type HttpMatchContext, matchHttp } from './http.ts';
export { matchStatus, type StatusMatchContext } from './status.ts';
