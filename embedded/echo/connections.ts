import { createServer as createHttp1Server, type IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { EchoRequest, EchoResponse } from './answer.ts';
import { readHttp2Preface } from './preface.ts';

export interface HttpConnections {
  /** Serves HTTP/1.1, or HTTP/2 when the client's preface says so. */
  serve(socket: Socket): void;
  /** Serves HTTP/2 with prior knowledge; tells others that they need it, unless they ask to upgrade to h2c. */
  serveHttp2Only(socket: Socket): void;
  /** Serves what ALPN chose. */
  serveNegotiated(socket: Socket, alpn: string | false | null): void;
  close(): void;
}

/** HTTP over connections that others accepted: HTTP/1.1 with WebSocket at /ws, and HTTP/2, told apart by the preface. */
export function createHttpConnections(
  answer: (request: EchoRequest, response: EchoResponse) => Promise<void>,
  log: (line: string) => void,
): HttpConnections {
  const sessions = new Set<ServerHttp2Session>();
  const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  webSockets.on('connection', (client) => {
    log('Opened a WebSocket');
    client.on('message', (data, binary) => client.send(data, { binary }));
    client.on('error', () => client.terminate());
  });

  const http2Only = new WeakSet<Socket>();

  const onRequest = (request: EchoRequest, response: EchoResponse) => {
    if (request.httpVersionMajor === 1 && http2Only.has(request.socket) && request.headers.upgrade !== 'h2c') {
      response.statusCode = 400;
      response.end('This port speaks h2c only');
      return;
    }
    answer(request, response).catch((error: unknown) => {
      log(`Could not answer: ${String(error)}`);
      response.destroy();
    });
  };
  // An echo takes any header there is: limits are for the Gateway in front to have.
  const http1 = createHttp1Server({ maxHeaderSize: 128 * 1024, keepAliveTimeout: 0 }, onRequest);
  http1.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  http1.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const wantsWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
    if (wantsWebSocket && request.url?.split('?')[0] === '/ws') {
      webSockets.handleUpgrade(request, socket, head, (client) => webSockets.emit('connection', client, request));
    } else {
      answerWithoutUpgrade(request, socket, onRequest);
    }
  });
  const http2 = createHttp2Server({ settings: { maxConcurrentStreams: 1000 } }, onRequest);
  http2.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => session.destroy());
    session.on('close', () => sessions.delete(session));
  });

  const serveVersion = (socket: Socket, version: 1 | 2) => (version === 2 ? http2 : http1).emit('connection', socket);
  const serve = (socket: Socket) => readHttp2Preface(socket, (http2) => serveVersion(socket, http2 ? 2 : 1));
  return {
    serve,
    serveHttp2Only(socket) {
      http2Only.add(socket);
      serve(socket);
    },
    serveNegotiated: (socket, alpn) => serveVersion(socket, alpn === 'h2' ? 2 : 1),
    close() {
      for (const session of sessions) session.destroy();
      for (const client of webSockets.clients) client.terminate();
      webSockets.close();
      http1.closeAllConnections();
    },
  };
}

/** RFC 9110 7.8: a server may ignore an Upgrade; Node hands the socket over all the same, so it is answered here. */
function answerWithoutUpgrade(
  request: IncomingMessage,
  socket: Duplex & Partial<Socket>,
  onRequest: (request: EchoRequest, response: EchoResponse) => void,
): void {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.on('finish', () => socket.end());
  socket.on('error', () => socket.destroy());
  onRequest(request, response);
}
