import { setMaxListeners } from 'node:events';
import { request as startHttpRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../../wait/types.ts';
import { ExchangeError, openSocket, waitForTls } from './connect.ts';
import { createContacts } from './contact.ts';
import { parseEcho } from './echo.ts';
import { readResponse } from './response.ts';
import type { Dial, HttpClient, HttpExchange, HttpResponseRecord, ResolvedHttpRequest } from './types.ts';

/**
 * HTTP/1.1 over a new connection for each request. Headers go out in the order and spelling given, with `Host` first
 * and `Connection: close` and `Content-Length` where they are not given; redirects are not followed. A certificate is
 * never a reason to stop: what verification says is recorded.
 */
export function createHttpClient(dial: Dial, clock: Clock): HttpClient {
  return {
    reach: createContacts(dial, clock),
    async send(remote, request, { timeoutMs, signal, authority }) {
      signal.throwIfAborted();
      const startedAt = clock.date().toISOString();
      const start = clock.now();
      const finish = (outcome: Pick<HttpExchange, 'response' | 'echo' | 'error'>): HttpExchange => ({
        request,
        remote,
        ...outcome,
        startedAt,
        durationMs: Math.round((clock.now() - start) * 10) / 10,
      });
      const progress = { stage: 'connecting' };
      let socket: Socket | TLSSocket | undefined;
      let release = () => {};
      // One promise for the time-out and the signal: thousands of exchanges are cheaper without a signal of their own.
      const cut = new Promise<never>((_, reject) => {
        const abort = () => reject(signal.reason);
        const cancel = clock.alarm(timeoutMs, () => {
          const message = `no complete answer within ${timeoutMs} ms, while ${progress.stage}`;
          reject(new ExchangeError('ETIMEDOUT', message));
        });
        // Many requests run side by side under one signal, each letting go of it at its end.
        setMaxListeners(0, signal);
        signal.addEventListener('abort', abort, { once: true });
        release = () => {
          cancel();
          signal.removeEventListener('abort', abort);
        };
      });
      try {
        const { host, port } = dial(remote.address, remote.port);
        socket = openSocket(host, port, request, authority);
        const response = await Promise.race([exchange(socket, request, progress), cut]);
        const echo = parseEcho(response.body);
        return finish(echo ? { response, echo } : { response });
      } catch (error) {
        signal.throwIfAborted();
        return finish({ error: describeError(error) });
      } finally {
        release();
        socket?.destroy();
      }
    },
  };
}

/** Sends the request over the socket and reads the answer. */
async function exchange(
  socket: Socket | TLSSocket,
  request: ResolvedHttpRequest,
  progress: { stage: string },
): Promise<HttpResponseRecord> {
  // Whoever waits for the socket hears of its errors too; one that nobody waits for any more must not end the process.
  socket.on('error', () => {});
  if (request.scheme === 'http') return exchangeHttp(socket, request, progress);
  progress.stage = 'connecting and shaking hands for TLS';
  const tls = await waitForTls(socket as TLSSocket, request.sni);
  progress.stage = 'waiting for the response';
  return { ...(await exchangeHttp(socket, request, progress)), tls };
}

function exchangeHttp(
  socket: Socket,
  request: ResolvedHttpRequest,
  progress: { stage: string },
): Promise<HttpResponseRecord> {
  socket.once('connect', () => {
    progress.stage = 'waiting for the response';
  });
  const outgoing = startHttpRequest({
    method: request.method,
    path: request.path,
    headers: listHeaders(request),
    createConnection: () => socket,
  });
  const answer = readResponse(outgoing, () => {
    progress.stage = 'reading the body';
  });
  outgoing.end(request.body);
  return answer;
}

/** Flat name-value list, which node:http writes as it stands. */
function listHeaders(request: ResolvedHttpRequest): string[] {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const list = names.has('host') ? [] : ['Host', request.host];
  for (const [name, value] of request.headers) list.push(name, value);
  const framed = names.has('content-length') || names.has('transfer-encoding');
  const length = Buffer.byteLength(request.body ?? '');
  // Without it node:http would send a chunked body, even an empty one.
  if (!framed && (length > 0 || ['POST', 'PUT', 'PATCH'].includes(request.method))) {
    list.push('Content-Length', String(length));
  }
  if (!names.has('connection')) list.push('Connection', 'close');
  return list;
}

function describeError(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
