import type { Socket } from 'node:net';
import tls, { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Certificate, ServedValidation } from '../../model/served.ts';
import type { CurrentPort, DataPlaneContext } from '../context.ts';

/** Ends TLS on connections that others have accepted. */
export interface TlsServer {
  serve(socket: Socket): void;
}

export interface TlsServerOptions {
  /** What is spoken inside, of what the client offers; undefined breaks the handshake off. */
  negotiate(serverName: string, offered: readonly string[]): string | undefined;
  accept(socket: TLSSocket, serverName: string | undefined): void;
}

/** @param validation what is asked of clients; undefined for nothing */
export function createTlsServer(
  current: CurrentPort,
  context: DataPlaneContext,
  validation: ServedValidation | undefined,
  { negotiate, accept }: TlsServerOptions,
): TlsServer {
  const { serving, frontend } = context.behaviour;
  const certificateFor = (name: string | undefined) => serving.certificate(current()?.listeners ?? [], name);
  const isStrict = validation !== undefined && !frontend.admits(validation, false);
  // OpenSSL breaks off where a known authority's name is on a certificate that it has not signed.
  const authorities = isStrict ? validation : undefined;
  let fallback: Certificate | undefined;
  const server = tls.createServer({
    allowHalfOpen: true,
    requestCert: validation !== undefined,
    // Who shows no certificate learns it in the handshake.
    rejectUnauthorized: isStrict,
    ALPNCallback: ({ servername, protocols }) => negotiate(servername, protocols),
    SNICallback(name, done) {
      const certificate = certificateFor(name);
      if (certificate) done(null, contextOf(certificate, authorities));
      else done(new Error(`no listener has a certificate for ${name}`));
    },
  });
  server.on('secureConnection', (socket) => {
    socket.on('error', () => socket.destroy());
    const { servername } = socket as TLSSocket & { servername?: string | false };
    if (validation && !frontend.admits(validation, socket.authorized)) socket.destroy();
    else accept(socket, servername || undefined);
  });
  server.on('tlsClientError', (error: Error) => context.log(`TLS handshake failed: ${error.message}`));
  return {
    serve(socket) {
      const next = certificateFor(undefined);
      // Without a server name Node takes the server's own certificate.
      if (next !== fallback) server.setSecureContext(next ? secureOptions(next, authorities) : {});
      fallback = next;
      server.emit('connection', socket);
    },
  };
}

function secureOptions({ certificate, privateKey }: Certificate, validation: ServedValidation | undefined) {
  return { cert: certificate, key: privateKey, ...(validation ? { ca: [...validation.authorities] } : {}) };
}

const contexts = new WeakMap<Certificate, Map<ServedValidation | undefined, SecureContext>>();

function contextOf(certificate: Certificate, validation: ServedValidation | undefined): SecureContext {
  const known = contexts.get(certificate) ?? new Map();
  contexts.set(certificate, known);
  const found = known.get(validation);
  if (found) return found;
  const created = createSecureContext(secureOptions(certificate, validation));
  // Each reconcile makes a new validation: what it was before is not asked for again.
  known.clear();
  known.set(validation, created);
  return created;
}
