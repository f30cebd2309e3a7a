import http2, { type ClientHttp2Session, constants, type IncomingHttpHeaders } from 'node:http2';
import type { ConnectionOptions } from 'node:tls';
import type { HeaderLine } from '../../model/header.ts';
import { findValue, fromHttp2Headers, toHttp2Headers } from '../http/headers.ts';
import { type UpstreamCall, UpstreamError, type UpstreamEvents, type UpstreamRequest } from './types.ts';

/** Sends a request over HTTP/2. */
export function callHttp2(
  session: ClientHttp2Session,
  scheme: 'http' | 'https',
  request: UpstreamRequest,
  events: UpstreamEvents,
): UpstreamCall {
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'host');
  const stream = session.request(
    {
      ':method': request.method,
      ':scheme': scheme,
      ':authority': findValue(request.headers, 'host') ?? '',
      ':path': request.target,
      ...toHttp2Headers(others),
    },
    { endStream: !request.hasBody },
  );
  let trailers: readonly HeaderLine[] = [];
  let answered = false;
  stream.on('trailers', (received: IncomingHttpHeaders) => {
    trailers = fromHttp2Headers(received);
  });
  stream.on('response', (headers, flags) => {
    answered = true;
    events.response({
      status: headers[':status'] ?? 502,
      headers: fromHttp2Headers(headers),
      body: stream,
      isEnded: (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0,
      trailers: () => trailers,
    });
  });
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  stream.on('close', () => {
    if (answered) return;
    const refused = stream.rstCode === constants.NGHTTP2_REFUSED_STREAM || session.connecting;
    const error = failure ?? new Error(`the backend reset the stream with code ${stream.rstCode}`);
    events.failed(new UpstreamError(refused || isUnreachable(error) ? 'unreachable' : 'broken', error));
  });
  return { body: stream, abort: () => stream.close(constants.NGHTTP2_CANCEL) };
}

const connectErrors = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);

function isUnreachable(error: NodeJS.ErrnoException): boolean {
  return connectErrors.has(error.code ?? '');
}

/** Connections to backends, each for any number of requests at once. */
export interface Sessions {
  get(key: string, connect: () => ClientHttp2Session): ClientHttp2Session;
  close(): void;
}

const idleMs = 30_000;

export function createSessions(): Sessions {
  const sessions = new Map<string, ClientHttp2Session>();
  return {
    get(key, connect) {
      const known = sessions.get(key);
      if (known && !known.closed && !known.destroyed) return known;
      const session = connect();
      sessions.set(key, session);
      const forget = () => sessions.get(key) === session && sessions.delete(key);
      session.setTimeout(idleMs, () => session.close());
      session.on('error', forget);
      session.on('goaway', () => {
        forget();
        session.close();
      });
      session.on('close', forget);
      return session;
    },
    close() {
      for (const session of sessions.values()) session.destroy();
      sessions.clear();
    },
  };
}

/** Connects in the clear, or by the options with TLS. */
export function connectSession(
  { host, port }: { host: string; port: number },
  secure: ConnectionOptions | undefined,
): ClientHttp2Session {
  if (!secure) return http2.connect(`http://${host}:${port}`);
  return http2.connect(`https://${host}:${port}`, { ...secure, ALPNProtocols: ['h2'] });
}
