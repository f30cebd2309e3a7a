import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ApiError, badRequest } from '../../../apimachinery/errors/status.ts';
import { encodeAnswers } from '../protobuf/answer.ts';
import type { Upgrade } from '../streams/connect.ts';
import type { ServingCertificate } from './certificates.ts';
import { type Request, type Response, wrapResponse } from './messages.ts';
import { describeFault, sendError } from './respond.ts';

export interface ListeningServer {
  port: number;
  /** Open now. */
  readonly connections: number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

const MAX_HEADER_BYTES = 64 * 1024;
const MAX_HEADERS = 1000;
/** A connection that says nothing is not kept for longer. */
const HANDSHAKE_MS = 10_000;
const HEADERS_MS = 32_000;
/** How long a client that made no sense may take to read that it made none. */
const CUT_MS = 2000;

/** HTTPS, HTTP/2 for those who ask for it. Whatever `handle` rejects with is sent as a Status. */
export async function listenSecurely(
  certificate: ServingCertificate,
  host: string,
  port: number,
  handle: (request: Request, response: Response) => Promise<void>,
  connect: (upgrade: Upgrade) => Promise<void>,
): Promise<ListeningServer> {
  const settings = { maxConcurrentStreams: 1000, initialWindowSize: 1024 * 1024, maxHeaderListSize: MAX_HEADER_BYTES };
  const { certificatePem: cert, keyPem: key, caPem: ca } = certificate;
  // Asked for and judged, but not demanded: most clients come with a token.
  const clients = { ca, requestCert: true, rejectUnauthorized: false };
  const limits = { settings, maxHeaderListPairs: MAX_HEADERS, handshakeTimeout: HANDSHAKE_MS };
  const server = createSecureServer({ cert, key, ...clients, ...limits, allowHTTP1: true });
  // Of HTTP/1.1, which has no options of its own here.
  Object.assign(server, { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: HEADERS_MS });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('sessionError', () => {});
  server.on('clientError', refuseRequest);
  server.on('request', (request, raw) => {
    const response = encodeAnswers(request, wrapResponse(raw));
    request.on('error', () => {});
    raw.on('error', () => {});
    handle(request, response).catch((error: unknown) => sendFailure(response, error));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    connect({ request, socket, head }).catch((error: unknown) => refuseUpgrade(error, socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return sockets.size;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Whatever goes wrong in answering, only this answer is lost. */
function sendFailure(response: Response, error: unknown): void {
  try {
    sendError(response, error);
  } catch {
    response.destroy();
  }
}

/** Answers what cannot be read as HTTP/1.1 with a Status, too, and cuts the connection. */
function refuseRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // What still comes of it is an error, too, and is answered already.
  if (socket.writableEnded) return;
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  sendRefusal(describeRefusal(error.code), socket);
}

/** @param error why the connection goes on with no other protocol */
function refuseUpgrade(error: unknown, socket: Duplex): void {
  if (!socket.writable) socket.destroy();
  else sendRefusal(error instanceof ApiError ? error : describeFault(error), socket);
}

function sendRefusal(refusal: ApiError, socket: Duplex): void {
  const body = JSON.stringify(refusal.toStatus());
  const head = [
    `HTTP/1.1 ${refusal.code} ${STATUS_CODES[refusal.code]}`,
    ...['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, 'connection: close'],
  ];
  // What still comes is read and dropped: closing with it unread would take the answer back.
  socket.removeAllListeners('data').resume();
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  const cut = setTimeout(() => socket.destroy(), CUT_MS);
  socket.once('close', () => clearTimeout(cut));
}

function describeRefusal(code: string | undefined): ApiError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = `Request header fields too large: limit is ${MAX_HEADER_BYTES}`;
    return new ApiError(431, 'RequestHeaderFieldsTooLarge', message);
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ApiError(408, 'Timeout', 'the request did not come in time');
  return badRequest('the request is not well-formed HTTP');
}
