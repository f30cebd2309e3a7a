import type { EchoReply } from './types.ts';

/**
 * Reads the JSON that an echo backend answers with; undefined for any other body. Fields as the official echo server
 * names them: path, host, method, proto, headers (name to list of values), namespace, ingress, service, pod, tls.
 */
export function parseEcho(body: string): EchoReply | undefined {
  const value = parseObject(body);
  if (!value) return undefined;
  const { path, host, method, proto, namespace, pod } = value;
  const headers = parseHeaders(value.headers);
  if (!headers || !isText(path) || !isText(host) || !isText(method)) return undefined;
  // Without a pod nobody could be told apart: an error page in JSON is not a backend.
  if (!isText(proto) || !isText(namespace) || !isText(pod) || pod === '') return undefined;
  const service = isText(value.service) ? value.service : '';
  return { path, host, method, proto, headers, namespace, service, pod };
}

function parseObject(body: string): Record<string, unknown> | undefined {
  if (!body.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
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
