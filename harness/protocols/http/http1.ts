import { type Agent, type ClientRequest, request as startHttpRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Progress } from '../common/exchange.ts';
import { readResponse } from './response.ts';
import type { HttpResponseRecord, ResolvedHttpRequest } from './types.ts';

/** What an HTTP/1.1 request goes over. */
export type Http1Connection = { socket: Socket } | { agent: Agent };

/**
 * Headers go out in the order and spelling given, with `Host` first and `Connection: close` and `Content-Length` where
 * they are not given.
 */
export function exchangeHttp1(
  socket: Socket,
  request: ResolvedHttpRequest,
  progress: Progress,
): Promise<HttpResponseRecord> {
  return sendOver({ socket }, request, progress).answer;
}

/** @returns the request too, which tells of its connection once that is there */
export function sendOver(
  connection: Http1Connection,
  request: ResolvedHttpRequest,
  progress: Progress,
): { outgoing: ClientRequest; answer: Promise<HttpResponseRecord> } {
  const isKept = 'agent' in connection;
  const outgoing = startHttpRequest({
    method: request.method,
    path: request.path,
    headers: listLines(request, isKept ? 'keep-alive' : 'close'),
    ...(isKept ? connection : { createConnection: () => connection.socket }),
  });
  outgoing.once('socket', (socket) => {
    const wait = (): void => {
      progress.stage = 'waiting for the response';
    };
    if (socket.connecting) socket.once('connect', wait);
    else wait();
  });
  const answer = readResponse(outgoing, () => {
    progress.stage = 'reading the body';
  });
  outgoing.end(request.body);
  return { outgoing, answer };
}

/** Flat name-value list, which goes out as it stands. */
export function listLines(request: ResolvedHttpRequest, connection: 'close' | 'keep-alive'): string[] {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const list = names.has('host') ? [] : ['Host', request.host];
  for (const [name, value] of request.headers) list.push(name, value);
  const framed = names.has('content-length') || names.has('transfer-encoding');
  const length = Buffer.byteLength(request.body ?? '');
  // Without it node:http would send a chunked body, even an empty one.
  if (!framed && (length > 0 || ['POST', 'PUT', 'PATCH'].includes(request.method))) {
    list.push('Content-Length', String(length));
  }
  if (!names.has('connection')) list.push('Connection', connection);
  return list;
}
