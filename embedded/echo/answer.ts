import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../apimachinery/errors/message-of.ts';
import { resetConnection } from '../network/reset.ts';
import { parseDuration } from './duration.ts';
import { collectHeaders, readRequestedHeaders } from './headers.ts';
import type { EchoIdentity } from './identity.ts';
import { describeTls } from './tls.ts';

export type EchoRequest = IncomingMessage | Http2ServerRequest;
export type EchoResponse = ServerResponse | Http2ServerResponse;

export interface Answering {
  identity: EchoIdentity;
  httpPort: number;
  log(line: string): void;
  signal: AbortSignal;
}

/** Answers requests as the official echo server does: /health, /status/NNN, /retry/, and the echo for all else. */
export function createAnswerer(options: Answering): (request: EchoRequest, response: EchoResponse) => Promise<void> {
  // Attempts so far of each `/retry/?uuid=`.
  const attempts = new Map<string, number>();

  return async (request, response) => {
    const target = request.url ?? '/';
    const url = new URL(target.startsWith('/') ? `http://host${target}` : target, 'http://host');
    const path = url.pathname.replaceAll('//', '/');
    try {
      if (path === '/health') return end(response, 200, 'OK');
      if (path.startsWith('/status/')) return end(response, readStatus(target));
      if (path.startsWith('/retry/') && (await failAttempt(attempts, url.searchParams, request, response, options))) {
        return;
      }
      await delay(url.searchParams, 'delay', options.signal);
    } catch (error) {
      if (options.signal.aborted) return;
      return fail(response, 500, messageOf(error));
    }
    echo(request, response, options);
  };
}

function echo(request: EchoRequest, response: EchoResponse, { identity, httpPort, log }: Answering): void {
  const target = request.url ?? '/';
  const headers = collectHeaders(request.rawHeaders, request.httpVersionMajor);
  const tls = describeTls(request.socket);
  const host = readHost(request);
  const { method } = request;
  // The answer to a mirrored request gets lost: who looks for one finds all of it in the log.
  const whole = /[?&]echo-log=/.test(target) ? ` ${JSON.stringify({ path: target, host, method, headers })}` : '';
  // The official suite looks for mirrored requests by the beginning of this line.
  const client = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
  log(`Echoing back request made to ${target} to client (${client}) by ${method}${whole}`);
  for (const [name, value] of readRequestedHeaders(headers['X-Echo-Set-Header'] ?? []))
    addHeader(response, name, value);
  setHeader(response, 'X-Content-Type-Options', 'nosniff');
  const body = {
    path: target,
    host,
    method,
    proto: `HTTP/${request.httpVersionMajor}.${request.httpVersionMinor}`,
    headers,
    httpPort: String(httpPort),
    ...identity,
    ...(tls && { tls }),
  };
  end(response, 200, JSON.stringify(body, null, 1), 'application/json');
}

/** The Host header or `:authority`; of a request in absolute form, the target's authority (RFC 9112 3.2.2). */
function readHost(request: EchoRequest): string {
  const absolute = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? '');
  if (absolute) return absolute[1] ?? '';
  if ('authority' in request && request.authority) return request.authority;
  return request.headers.host ?? '';
}

function readStatus(target: string): number {
  const code = Number(/^\/status\/(\d\d\d)$/.exec(target)?.[1]);
  // A code under 200 is not a final response.
  return code >= 200 ? code : 400;
}

/**
 * `/retry/?uuid=U&succeedAfter=N[&responseCode=C][&delayRetry=D]`: the first N requests of U fail, with code C or
 * without one by a reset connection. True when this one failed.
 */
async function failAttempt(
  attempts: Map<string, number>,
  query: URLSearchParams,
  request: EchoRequest,
  response: EchoResponse,
  { signal }: Answering,
): Promise<boolean> {
  const uuid = query.get('uuid');
  const succeedAfter = query.get('succeedAfter') ?? '';
  if (!uuid || !/^\d+$/.test(succeedAfter)) {
    end(response, 400, uuid ? 'succeedAfter must be a number' : 'uuid is missing');
    return true;
  }
  const attempt = attempts.get(uuid) ?? 0;
  if (attempt >= Number(succeedAfter)) return false;
  attempts.set(uuid, attempt + 1);
  await delay(query, 'delayRetry', signal);
  const code = query.get('responseCode');
  if (code !== null && /^[2-9]\d\d$/.test(code)) end(response, Number(code));
  else if ('stream' in request) request.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else resetConnection(request.socket);
  return true;
}

async function delay(query: URLSearchParams, key: string, signal: AbortSignal): Promise<void> {
  const text = query.get(key);
  if (text) await sleep(parseDuration(text), undefined, { signal });
}

function fail(response: EchoResponse, status: number, message: string): void {
  setHeader(response, 'X-Content-Type-Options', 'nosniff');
  end(response, status, JSON.stringify({ message }), 'application/json');
}

function end(response: EchoResponse, status: number, body = '', contentType = 'text/plain; charset=utf-8'): void {
  if (response.destroyed || response.headersSent) return;
  response.statusCode = status;
  if (body !== '') setHeader(response, 'Content-Type', contentType);
  // RFC 9110 8.6: no Content-Length in a 204; in a 304 it would be that of the body it stands for.
  if (status !== 204 && status !== 304) setHeader(response, 'Content-Length', String(Buffer.byteLength(body)));
  if (body === '' || response.req.method === 'HEAD') response.end();
  else response.end(body);
}

/** A line beside those of that name that are there already. */
function addHeader(response: EchoResponse, name: string, value: string): void {
  const present = response.getHeader(name);
  setHeader(response, name, present === undefined ? value : [present, value].flat().map(String));
}

function setHeader(response: EchoResponse, name: string, value: string | string[]): void {
  try {
    response.setHeader(name, value);
  } catch {
    // A field that a client asked for and HTTP/2 or the value's characters forbid is left out.
  }
}
