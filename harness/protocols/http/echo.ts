import { parseObject, readIdentity } from '../common/json.ts';
import { readSeenTls } from '../common/seen-tls.ts';
import type { EchoReply, HttpExchange, HttpResponseRecord } from './types.ts';

type Received = Pick<EchoReply, 'path' | 'host' | 'method' | 'headers'>;

/**
 * Reads the JSON that an echo backend answers with; undefined for any other body. Fields as the official echo server
 * names them: path, host, method, proto, headers (name to list of values), namespace, ingress, service, pod, tls.
 */
export function parseEcho(body: string): EchoReply | undefined {
  const value = parseObject(body);
  const received = parseReceived(value);
  // An error page in JSON is not a backend.
  const identity = readIdentity(value);
  if (!value || !received || !identity || !isText(value.proto)) return undefined;
  const service = isText(value.service) ? value.service : '';
  const tls = readSeenTls(value.tls);
  return { ...received, proto: value.proto, service, ...identity, ...(tls ? { tls } : {}) };
}

/** A response, and what an echo backend said in it. */
export function withEcho(response: HttpResponseRecord): Pick<HttpExchange, 'response' | 'echo'> {
  const echo = parseEcho(response.body);
  return echo ? { response, echo } : { response };
}

/** What an echo backend says of the request itself. */
export function parseReceived(value: Record<string, unknown> | undefined): Received | undefined {
  if (!value) return undefined;
  const { path, host, method } = value;
  const headers = parseHeaders(value.headers);
  return headers && isText(path) && isText(host) && isText(method) ? { path, host, method, headers } : undefined;
}

function parseHeaders(value: unknown): Record<string, readonly string[]> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const valid = entries.every(([, values]) => Array.isArray(values) && values.every(isText));
  return valid ? Object.fromEntries(entries) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
