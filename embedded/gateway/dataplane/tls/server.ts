import type { Socket } from 'node:net';
import tls, { createSecureContext, type SecureContext } from 'node:tls';
import type { Certificate } from '../../model/served.ts';
import type { CurrentPort, DataPlaneContext } from '../context.ts';

/** Ends TLS on connections that others have accepted. */
export interface TlsServer {
  serve(socket: Socket): void;
  /** Tells that the port serves something else now. */
  refresh(): void;
}

export function createTlsServer(
  current: CurrentPort,
  context: DataPlaneContext,
  accept: (socket: tls.TLSSocket) => void,
): TlsServer {
  const certificateFor = (name: string | undefined) =>
    context.behaviour.serving.certificate(current()?.listeners ?? [], name);
  let fallback: Certificate | undefined;
  const server = tls.createServer({
    ALPNProtocols: ['h2', 'http/1.1'],
    SNICallback(name, done) {
      const certificate = certificateFor(name);
      if (certificate) done(null, contextOf(certificate));
      else done(new Error(`no listener has a certificate for ${name}`));
    },
  });
  server.on('secureConnection', (socket) => {
    socket.on('error', () => socket.destroy());
    accept(socket);
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
