import type { ExchangeRecord } from '../../result/types.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/** `GET http://host:80/path` as a person reads it. */
export function describeRequest(request: ResolvedHttpRequest): string {
  return `${request.method} ${request.scheme}://${request.host}${request.path}`;
}

/** The exchange as the run result keeps it. */
export function toExchangeRecord(exchange: HttpExchange): ExchangeRecord {
  const { request, remote, response, error } = exchange;
  return {
    startedAt: exchange.startedAt,
    durationMs: exchange.durationMs,
    line: describeRequest(request),
    remote: formatRemote(remote),
    requestHeaders: [['Host', request.host], ...request.headers],
    ...(request.body === undefined ? {} : { requestBody: request.body }),
    ...(response ? { status: response.status, responseHeaders: response.headers, responseBody: response.body } : {}),
    ...(error ? { error: `${error.code}: ${error.message}` } : {}),
  };
}

/** `127.0.0.1:80`, `[::1]:80`. */
export function formatRemote({ address, port }: { address: string; port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
