import { setMaxListeners } from 'node:events';
import { request as startHttpRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../wait/types.ts';
import { ExchangeError, openSocket, waitForTls } from './connect.ts';
import { parseEcho } from './echo.ts';
import { readResponse } from './response.ts';
import type { Dial, HttpClient, HttpExchange, HttpResponseRecord, ResolvedHttpRequest, TlsDetails } from './types.ts';

/** Ends the timer of an exchange. One for all, since making an error with its stack for each costs more than the rest. */
const OVER = new Error('the exchange is over');

/**
 * HTTP/1.1 over a new connection for each request. Headers go out in the order and spelling given, with `Host` first
 * and `Connection: close` and `Content-Length` where they are not given; redirects are not followed. A certificate is
 * never a reason to stop: what verification says is recorded.
 */
export function createHttpClient(dial: Dial, clock: Clock): HttpClient {
  return {
    async send(remote, request, { timeoutMs, signal, authority }) {
      signal.throwIfAborted();
      const startedAt = clock.date().toISOString();
      const start = clock.now();
      const scope = new AbortController();
      const stop = () => scope.abort(signal.reason);
      // Many requests run side by side under one signal, each letting go of it at its end.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', stop, { once: true });
      const progress = { stage: 'connecting' };
      const timer = clock.sleep(timeoutMs, scope.signal).then(() => {
        scope.abort(
          new ExchangeError('ETIMEDOUT', `no complete answer within ${timeoutMs} ms, while ${progress.stage}`),
        );
      });
      timer.catch(() => {});
      const finish = (outcome: Pick<HttpExchange, 'response' | 'echo' | 'error'>): HttpExchange => ({
        request,
        remote,
        ...outcome,
        startedAt,
        durationMs: Math.round((clock.now() - start) * 10) / 10,
      });
      try {
        const { host, port } = dial(remote.address, remote.port);
        const response = await exchange(openSocket(host, port, request, authority), request, scope.signal, progress);
        const echo = parseEcho(response.body);
        return finish(echo ? { response, echo } : { response });
      } catch (error) {
        signal.throwIfAborted();
        return finish({ error: describeError(error) });
      } finally {
        signal.removeEventListener('abort', stop);
        scope.abort(OVER);
      }
    },
  };
}

/** Sends the request over the socket and reads the answer; the socket is gone afterwards, whatever happens. */
async function exchange(
  socket: Socket | TLSSocket,
  request: ResolvedHttpRequest,
  signal: AbortSignal,
  progress: { stage: string },
): Promise<HttpResponseRecord> {
  const end = () => socket.destroy();
  // Whoever waits for the socket hears of its errors too; one that nobody waits for any more must not end the process.
  socket.on('error', () => {});
  signal.addEventListener('abort', end, { once: true });
  try {
    let tls: TlsDetails | undefined;
    if (request.scheme === 'https') {
      progress.stage = 'connecting and shaking hands for TLS';
      tls = await untilAborted(waitForTls(socket as TLSSocket, request.sni), signal);
    }
    socket.once('connect', () => {
      progress.stage = 'waiting for the response';
    });
    if (tls) progress.stage = 'waiting for the response';
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
    const response = await untilAborted(answer, signal);
    return tls ? { ...response, tls } : response;
  } finally {
    signal.removeEventListener('abort', end);
    socket.destroy();
  }
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

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {});
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function describeError(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
