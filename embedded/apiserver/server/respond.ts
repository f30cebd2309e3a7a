import { messageOf } from '../../../apimachinery/errors/message-of.ts';
import { ApiError, badRequest, PageNotFound } from '../../../apimachinery/errors/status.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import type { Response } from './messages.ts';
import { showObject } from './views.ts';
import { formatWarnings } from './warnings.ts';

const PLAIN_TEXT = 'text/plain; charset=utf-8';

export function sendJson(response: Response, code: number, value: unknown): void {
  sendText(response, code, 'application/json', JSON.stringify(value));
}

export function sendText(
  response: Response,
  code: number,
  type: string,
  text: string,
  headers: Record<string, string> = {},
): void {
  sendBytes(response, code, { 'content-type': type, ...headers }, Buffer.from(text));
}

export function sendBytes(response: Response, code: number, headers: Record<string, string>, body: Buffer): void {
  if (response.destroyed) return;
  const warning = formatWarnings(response.warnings);
  const common = { 'content-length': body.length, 'cache-control': 'no-cache, private' };
  response.writeHead(code, { ...common, ...headers, ...(warning.length > 0 && { warning }) });
  response.end(body);
}

/** Any failure as a Status; what is no ApiError is the server's own mistake. */
export function sendError(response: Response, error: unknown): void {
  const known = error instanceof ApiError ? error : describeFault(error);
  if (response.headersSent) response.end();
  else if (known instanceof PageNotFound) sendText(response, known.code, PLAIN_TEXT, `${known.message}\n`);
  else {
    const seconds = known.details?.retryAfterSeconds;
    const later: Record<string, string> = seconds === undefined ? {} : { 'retry-after': String(seconds) };
    sendText(response, known.code, 'application/json', JSON.stringify(known.toStatus()), later);
  }
}

/** What is no ApiError, as one: the server's own mistake. */
export function describeFault(error: unknown): ApiError {
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return badRequest('the body is nested too deeply');
  }
  const message = messageOf(error);
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/** An object with its kind, from the JSON that its state keeps. */
export function formatObject(stored: Stored, resource: Resource): string {
  const { kind, apiVersion } = resource;
  return `{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)},${stored.toFields(resource)}}`;
}

export function sendObject(response: Response, code: number, stored: Stored, resource: Resource): void {
  if (response.view.as === 'Object') sendText(response, code, 'application/json', formatObject(stored, resource));
  else sendJson(response, code, showObject(stored, resource, response.view));
}
