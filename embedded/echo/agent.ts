import { constants, createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { EXCHANGES_PATH, serveExchanges } from './exchanges/serve.ts';

/** Connections that others have opened to the agent. */
export interface Agent {
  serve(socket: Socket): void;
  close(): void;
}

/** More than anybody asks for at the same time. */
const MOST_STREAMS = 2000;
/** Rather than that one slow stream holds up those beside it. */
const WINDOW_BYTES = 1 << 24;

/**
 * Opens TCP connections from inside the pod on behalf of who cannot be there: over one HTTP/2 connection, one CONNECT
 * (https://www.rfc-editor.org/rfc/rfc9113#section-8.5) for each, any number at the same time. One that cannot be opened is
 * answered with 502 and the system's code in `x-error`. What is no CONNECT asks it to send requests by itself (`serveExchanges`).
 */
export function createAgent(connect: (host: string, port: number) => Promise<Duplex>): Agent {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer({
    settings: { maxConcurrentStreams: MOST_STREAMS, initialWindowSize: WINDOW_BYTES },
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.setLocalWindowSize(WINDOW_BYTES);
    session.on('error', () => session.destroy());
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const isConnect = headers[':method'] === 'CONNECT';
    const target = isConnect ? readTarget(String(headers[':authority'])) : undefined;
    if (!isConnect && headers[':path'] === EXCHANGES_PATH) serveExchanges(stream, connect);
    else if (target) void join(stream, connect(target.host, target.port));
    else stream.respond({ ':status': 400 }, { endStream: true });
  });
  return {
    serve: (socket) => void server.emit('connection', socket),
    close() {
      for (const session of sessions) session.destroy();
    },
  };
}

async function join(stream: ServerHttp2Stream, opening: Promise<Duplex>): Promise<void> {
  try {
    const socket = await opening;
    socket.on('error', () => stream.close(constants.NGHTTP2_CONNECT_ERROR));
    stream.once('close', () => stream.rstCode !== constants.NGHTTP2_NO_ERROR && socket.destroy());
    if (stream.destroyed) {
      socket.destroy();
      return;
    }
    stream.respond({ ':status': 200 });
    // Each way ends by itself.
    stream.pipe(socket).pipe(stream);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    if (!stream.destroyed) stream.respond({ ':status': 502, 'x-error': code }, { endStream: true });
  }
}

/** `name:80`, `[::1]:80`. */
function readTarget(authority: string): { host: string; port: number } | undefined {
  const colon = authority.lastIndexOf(':');
  const host = authority.slice(0, colon).replace(/^\[|\]$/g, '');
  const port = Number(authority.slice(colon + 1));
  return host !== '' && port > 0 && port < 65_536 ? { host, port } : undefined;
}
