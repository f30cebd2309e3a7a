import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { ResolvedHttpRequest, TlsDetails } from './types.ts';

/** An error of ours that ends an exchange, with a code as the system's errors have. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const contexts = new Map<string | undefined, SecureContext>();

/** Whom to trust, read once: it holds no session, so that each handshake is whole as with a context of its own. */
function trust(authority: string | undefined): SecureContext {
  const known = contexts.get(authority);
  if (known) return known;
  const context = createSecureContext(authority === undefined ? {} : { ca: authority });
  // A process has one authority for each of its runs.
  contexts.clear();
  contexts.set(authority, context);
  return context;
}

export function openSocket(
  host: string,
  port: number,
  request: ResolvedHttpRequest,
  authority: string | undefined,
): Socket | TLSSocket {
  if (request.scheme === 'http') return connectTcp({ host, port });
  return connectTls({
    host,
    port,
    ALPNProtocols: ['http/1.1'],
    // What verification says is recorded and judged by the matchers.
    rejectUnauthorized: false,
    // An address is no server name (RFC 6066 section 3).
    ...(request.sni === '' || isIP(request.sni) ? {} : { servername: request.sni }),
    secureContext: trust(authority),
    checkServerIdentity: (_, certificate) =>
      request.sni === '' ? undefined : checkServerIdentity(request.sni, certificate),
  });
}

/** Resolves once the handshake is over. Rejects with the system's or OpenSSL's code. */
export function waitForTls(socket: TLSSocket, sni: string): Promise<TlsDetails> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    const closed = () => {
      reject(new ExchangeError('ECONNRESET', `the connection was closed during the TLS handshake for "${sni}"`));
    };
    socket.once('close', closed);
    socket.once('secureConnect', () => {
      socket.off('close', closed);
      const names = socket.getPeerX509Certificate()?.subjectAltName ?? '';
      resolve({
        protocol: socket.getProtocol() ?? '',
        alpn: socket.alpnProtocol || '',
        authorized: socket.authorized,
        ...(socket.authorized ? {} : { authorizationError: String(socket.authorizationError) }),
        subjectAltNames: names.split(', ').filter((name) => name !== ''),
      });
    });
  });
}
