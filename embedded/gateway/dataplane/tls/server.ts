import type { Socket } from 'node:net';
import tls, { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../model/served.ts';
import type { CurrentPort, DataPlaneContext } from '../context.ts';

/** Ends TLS on connections that others have accepted. */
export interface TlsServer {
  serve(socket: Socket): void;
  /** Tells that the port serves something else now. */
  refresh(): void;
}

export interface TlsServerOptions {
  /** What is spoken inside, of what the client offers; undefined breaks the handshake off. */
  negotiate(serverName: string, offered: readonly string[]): string | undefined;
  accept(socket: TLSSocket, serverName: string | undefined): void;
}

export function createTlsServer(
  current: CurrentPort,
  context: DataPlaneContext,
  { negotiate, accept }: TlsServerOptions,
): TlsServer {
  const certificateFor = (name: string | undefined) =>
    context.behaviour.serving.certificate(current()?.listeners ?? [], name);
  let fallback: Certificate | undefined;
  const server = tls.createServer({
    allowHalfOpen: true,
    ALPNCallback: ({ servername, protocols }) => negotiate(servername, protocols),
    SNICallback(name, done) {
      const certificate = certificateFor(name);
      if (certificate) done(null, contextOf(certificate));
      else done(new Error(`no listener has a certificate for ${name}`));
    },
  });
  server.on('secureConnection', (socket) => {
    socket.on('error', () => socket.destroy());
    const { servername } = socket as TLSSocket & { servername?: string | false };
    accept(socket, servername || undefined);
  });
  server.on('tlsClientError', (error: Error) => context.log(`TLS handshake failed: ${error.message}`));
  return {
    serve: (socket) => void server.emit('connection', socket),
    refresh() {
      const next = certificateFor(undefined);
      if (next === fallback) return;
      fallback = next;
      // Without a server name Node takes the server's own certificate.
      server.setSecureContext(next ? { cert: next.certificate, key: next.privateKey } : {});
    },
  };
}

const contexts = new WeakMap<Certificate, SecureContext>();

function contextOf(certificate: Certificate): SecureContext {
  const known = contexts.get(certificate);
  if (known) return known;
  const created = createSecureContext({ cert: certificate.certificate, key: certificate.privateKey });
  contexts.set(certificate, created);
  return created;
}
