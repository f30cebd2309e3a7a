import { createSecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { encodeAnswers } from '../protobuf/answer.ts';
import type { ServingCertificate } from './certificates.ts';
import { type Request, type Response, wrapResponse } from './messages.ts';
import { sendError } from './respond.ts';

export interface ListeningServer {
  port: number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/** HTTPS, HTTP/2 for those who ask for it. Whatever `handle` rejects with is sent as a Status. */
export async function listenSecurely(
  certificate: ServingCertificate,
  host: string,
  port: number,
  handle: (request: Request, response: Response) => Promise<void>,
): Promise<ListeningServer> {
  const settings = { maxConcurrentStreams: 1000, initialWindowSize: 1024 * 1024 };
  const { certificatePem: cert, keyPem: key, caPem: ca } = certificate;
  // Asked for and judged, but not demanded: most clients come with a token.
  const clients = { ca, requestCert: true, rejectUnauthorized: false };
  const server = createSecureServer({ cert, key, ...clients, allowHTTP1: true, settings });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('sessionError', () => {});
  server.on('request', (request, raw) => {
    const response = encodeAnswers(request, wrapResponse(raw));
    request.on('error', () => {});
    raw.on('error', () => {});
    handle(request, response).catch((error: unknown) => sendError(response, error));
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
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
