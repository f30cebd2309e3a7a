import http from 'node:http';
import http2, {
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { CurrentPort, DataPlaneContext } from '../context.ts';
import { createHttp1Exchange } from './exchange-http1.ts';
import { createHttp2Exchange } from './exchange-http2.ts';
import { handleExchange } from './handle.ts';
import { detectHttp2 } from './preface.ts';
import { handleUpgrade } from './upgrade.ts';

/** HTTP over connections that others have accepted. */
export interface HttpServer {
  /** Serves HTTP/1.1, or HTTP/2 where the client begins with it. */
  serve(socket: Socket): void;
  /** Serves what ALPN chose. */
  serveNegotiated(socket: Socket, protocol: string | false | null): void;
  /** Ends idle connections, and the others after their requests. */
  close(): void;
}

export function createHttpServer(current: CurrentPort, context: DataPlaneContext): HttpServer {
  const http1 = createHttp1Server(current, context);
  const sessions = new Set<ServerHttp2Session>();
  const http2Server = createHttp2Server(current, context);
  http2Server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => session.destroy());
    session.once('close', () => sessions.delete(session));
  });
  const serveVersion = (socket: Socket, isHttp2: boolean) =>
    void (isHttp2 ? http2Server : http1).emit('connection', socket);
  return {
    serve: (socket) => detectHttp2(socket, (isHttp2) => serveVersion(socket, isHttp2)),
    serveNegotiated: (socket, protocol) => serveVersion(socket, protocol === 'h2'),
    close() {
      http1.closeIdleConnections();
      for (const session of sessions) session.close();
    },
  };
}

function createHttp1Server(current: CurrentPort, context: DataPlaneContext): http.Server {
  const counts = new WeakMap<Socket, number>();
  const server = http.createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 });
  server.on('request', (message, response) => {
    const count = (counts.get(message.socket) ?? 0) + 1;
    counts.set(message.socket, count);
    const port = current();
    if (!port || isLast(count, context)) response.shouldKeepAlive = false;
    handleExchange(current, createHttp1Exchange(message, response, port?.port ?? 0), context);
  });
  server.on('upgrade', (message, socket, head) => handleUpgrade(current, message, socket, head, context));
  return server;
}

function createHttp2Server(current: CurrentPort, context: DataPlaneContext): http2.Http2Server {
  const counts = new WeakMap<Http2Session, number>();
  const server = http2.createServer({ settings: { enableConnectProtocol: false } });
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number, raw: string[]) => {
    stream.on('error', () => {});
    const { session } = stream;
    const count = session ? (counts.get(session) ?? 0) + 1 : 1;
    if (session) counts.set(session, count);
    const port = current();
    if (!port || isLast(count, context)) stream.once('close', () => session?.close());
    handleExchange(current, createHttp2Exchange(stream, headers, flags, raw, port?.port ?? 0), context);
  });
  return server;
}

function isLast(count: number, { habits }: DataPlaneContext): boolean {
  return habits.closesConnections || count >= habits.requestsPerConnection;
}
