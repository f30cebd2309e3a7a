import type { ExchangeRecord } from '../../result/exchanges.ts';
import { commonRecord } from '../common/record.ts';
import { toCurl } from './curl.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** `GET http://host:80/path` as a person reads it. */
export function describeRequest(request: ResolvedHttpRequest): string {
  // A target that is a whole URL is told as it is sent; the Host header stands beside it.
  if (!request.path.startsWith('/')) return `${request.method} ${request.path}`;
  return `${request.method} ${request.scheme}://${request.host}${request.path}`;
}

/** The exchange as the run result keeps it. */
export function recordHttp(exchange: HttpExchange): ExchangeRecord {
  const { request, response, reused } = exchange;
  const line = `${describeRequest(request)}${reused ? ' over a connection kept open' : ''}`;
  const { body } = request;
  return {
    ...commonRecord(exchange, line, toCurl(exchange)),
    protocol: 'http',
    sent: { headers: [['Host', request.host], ...request.headers], ...(body === undefined ? {} : { body }) },
    ...(response
      ? {
          received: {
            status: response.status,
            version: response.httpVersion,
            headers: response.headers,
            body: response.body,
            ...(response.tls ? { tls: response.tls } : {}),
          },
        }
      : {}),
  };
}
