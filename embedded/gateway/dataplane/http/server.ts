import http from 'node:http';
import https from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Certificate, ServedPort } from '../../model/served.ts';
import type { DataPlaneContext } from '../context.ts';
import { handleRequest } from './forward.ts';
import { handleUpgrade } from './upgrade.ts';

/** The server behind one port of one frontend. */
export interface PortServer {
  server: http.Server;
  /** Changes what is served; undefined ends it for kept connections too. */
  serve(port: ServedPort | undefined): void;
  close(): Promise<void>;
}

export function createPortServer(protocol: 'HTTP' | 'HTTPS', context: DataPlaneContext): PortServer {
  let current: ServedPort | undefined;
  let fallback: Certificate | undefined;
  const listeners = () => current?.listeners ?? [];
  const certificateFor = (name: string | undefined) => context.behaviour.serving.certificate(listeners(), name);
  const options: http.ServerOptions = { keepAliveTimeout: 60_000, requestTimeout: 0 };
  const tls = protocol === 'HTTPS' ? createTlsServer(options, certificateFor) : undefined;
  const server: http.Server = tls ?? http.createServer(options);
  server.on('request', (message, response) => handleRequest(() => current, message, response, context));
  server.on('upgrade', (message, socket, head) => handleUpgrade(() => current, message, socket, head, context));
  server.on('tlsClientError', (error: Error) => context.log(`TLS handshake failed: ${error.message}`));
  return {
    server,
    serve(port) {
      current = port;
      const next = tls && certificateFor(undefined);
      if (next === fallback) return;
      fallback = next;
      // Without a server name Node takes the server's own certificate.
      tls?.setSecureContext(next ? { cert: next.certificate, key: next.privateKey } : {});
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function createTlsServer(
  options: http.ServerOptions,
  certificateFor: (name: string) => Certificate | undefined,
): https.Server {
  return https.createServer({
    ...options,
    ALPNProtocols: ['http/1.1'],
    SNICallback(name, done) {
      const certificate = certificateFor(name);
      if (certificate) done(null, contextOf(certificate));
      else done(new Error(`no listener has a certificate for ${name}`));
    },
  });
}

const contexts = new WeakMap<Certificate, SecureContext>();

function contextOf(certificate: Certificate): SecureContext {
  const known = contexts.get(certificate);
  if (known) return known;
  const created = createSecureContext({ cert: certificate.certificate, key: certificate.privateKey });
  contexts.set(certificate, created);
  return created;
}
