import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type Http2Session,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { ForwardTarget, PortForwarder } from '../reach/port-forward.ts';

/** The agent could not open the connection: `code` is the system's, as the pod saw it. */
export class NoConnection extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the connection could not be opened from the pod (${code})`);
    this.code = code;
  }
}

/** The agent is one that does not do that. */
export class NotOffered extends Error {}

/** One HTTP/2 connection to the agent of a pod, made when it is first needed and again where it was lost. */
export interface AgentSession {
  /**
   * Joins a connection of ours to one that the agent opens. Rejects with NoConnection where the agent could not open it,
   * with another error where there is no way to the agent.
   */
  join(socket: Socket, host: string, port: number): Promise<void>;
  /** A stream over which the agent is asked at a path. Rejects with NotOffered where it knows no such path, else as `join`. */
  ask(path: string): Promise<ClientHttp2Stream>;
  close(): void;
}

/**
 * A server takes many streams that are reset for an attack, and ends their connection
 * (https://www.cve.org/CVERecord?id=CVE-2023-44487), so that each connection gets fewer.
 */
const MOST_STREAMS = 400;

/** How often a stream that was refused is asked for. */
const MOST_TRIES = 3;

/** Rather than that one slow stream holds up those beside it. */
const WINDOW_BYTES = 1 << 24;

export function createAgentSession(forwarder: PortForwarder, agent: ForwardTarget): AgentSession {
  let bridge: Promise<Server> | undefined;
  let session: ClientHttp2Session | undefined;
  let streams = 0;
  /** Why the API server does not lead to the agent. */
  let refusal: unknown;

  const startBridge = (): Promise<Server> => {
    const server = createServer({ noDelay: true }, (socket) => {
      socket.pause();
      socket.on('error', () => socket.destroy());
      forwarder
        .join(socket, agent)
        .then(() => {
          refusal = undefined;
          socket.resume();
        })
        .catch((error: unknown) => {
          refusal = error;
          socket.destroy();
        });
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(server));
    });
  };

  const openSession = async (): Promise<ClientHttp2Session> => {
    bridge ??= startBridge();
    const { port } = (await bridge).address() as AddressInfo;
    streams += 1;
    if (session && streams <= MOST_STREAMS && !session.closed && !session.destroyed) return session;
    // Its streams go on until they are over.
    session?.close();
    streams = 1;
    const opened = connect(`http://127.0.0.1:${port}`, { settings: { initialWindowSize: WINDOW_BYTES } });
    session = opened;
    opened.once('connect', (connected: Http2Session) => connected.setLocalWindowSize(WINDOW_BYTES));
    opened.on('error', () => {});
    return opened;
  };

  const openStream = async (request: OutgoingHttpHeaders): Promise<ClientHttp2Stream> => {
    for (let tries = 1; ; tries += 1) {
      const opened = await openSession();
      const stream = opened.request(request, { endStream: false });
      try {
        await awaitAnswer(stream);
        return stream;
      } catch (error) {
        // The agent has not begun with it, so that another connection may have it (RFC 9113, 8.7).
        if (stream.rstCode !== constants.NGHTTP2_REFUSED_STREAM || tries === MOST_TRIES) throw refusal ?? error;
        if (session === opened) session = undefined;
        opened.close();
      }
    }
  };

  return {
    async join(socket, host, port) {
      const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
      pipe(socket, await openStream({ ':method': 'CONNECT', ':authority': authority }));
    },
    ask: (path) => openStream({ ':method': 'POST', ':path': path }),
    close() {
      session?.destroy();
      void bridge?.then((server) => server.close());
    },
  };
}

function awaitAnswer(stream: ClientHttp2Stream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.once('close', () => reject(new Error('the agent closed the connection')));
    stream.once('response', (headers) => {
      if (headers[':status'] === 200) {
        resolve();
        return;
      }
      stream.close();
      const code = headers['x-error'];
      if (code === undefined) reject(new NotOffered(`the agent answers with ${headers[':status']}`));
      else reject(new NoConnection(String(code)));
    });
  });
}

/** Ends and resets go through, each way by itself. */
function pipe(socket: Socket, stream: ClientHttp2Stream): void {
  stream.once('close', () => {
    if (stream.rstCode !== constants.NGHTTP2_NO_ERROR) socket.resetAndDestroy();
  });
  socket.once('close', (hadError) => {
    const isWhole = !hadError && socket.readableEnded;
    if (!isWhole && !stream.closed) stream.close(constants.NGHTTP2_CANCEL);
  });
  if (socket.destroyed) {
    stream.close(constants.NGHTTP2_CANCEL);
    return;
  }
  stream.pipe(socket);
  socket.pipe(stream);
}
