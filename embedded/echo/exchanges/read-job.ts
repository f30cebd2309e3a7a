import type { Http1Job, Http2Job, Job } from './types.ts';

/** A line of who asks: a job, or one that is given up. Undefined for anything else. */
export function readLine(line: string): Job | { cancel: number } | undefined {
  const value = parse(line);
  if (!isRecord(value)) return undefined;
  if (typeof value.cancel === 'number') return { cancel: value.cancel };
  const { id, host, port, http1, http2 } = value;
  if (typeof id !== 'number' || typeof host !== 'string' || typeof port !== 'number') return undefined;
  if (isHttp1(http1)) return { id, host, port, http1 };
  return isHttp2(http2) ? { id, host, port, http2 } : undefined;
}

function isHttp1(value: unknown): value is Http1Job {
  if (!isRecord(value)) return false;
  const { method, path, headers, body } = value;
  return typeof method === 'string' && typeof path === 'string' && isTexts(headers) && isOptionalText(body);
}

function isHttp2(value: unknown): value is Http2Job {
  if (!isRecord(value) || !isRecord(value.headers) || !isOptionalText(value.body)) return false;
  return Object.values(value.headers).every((one) => typeof one === 'string' || isTexts(one));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
