import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { KeyPair } from '../../scenario/traffic/common.ts';
import type { Remote, SendOptions } from '../types.ts';
import { ExchangeError, type Progress } from './exchange.ts';

/** What a TLS handshake came to. */
export interface TlsDetails {
  protocol: string;
  alpn: string;
  /** Whether the chain verified against the authority that is trusted, and the server name. */
  authorized: boolean;
  authorizationError?: string;
  subjectAltNames: readonly string[];
}

export interface TlsWish {
  /** Server name; empty: none. */
  sni: string;
  /** Offered in this order; empty: none. */
  alpn: readonly string[];
  clientCertificate?: KeyPair | Promise<KeyPair>;
  /** What stands between TLS and the connection. */
  through?(connection: Socket): Duplex;
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

/** Opens a TCP connection. An error that nobody waits for any more must not end the process. */
export function openTcp(place: { host: string; port: number }, progress: Progress, allowHalfOpen = false): Socket {
  const socket = connectTcp({ ...place, allowHalfOpen });
  socket.on('error', () => {});
  progress.onEnd(() => socket.destroy());
  return socket;
}

/** Opens a connection and shakes hands. What verification says is recorded, and never a reason to stop. */
export async function openTls(
  place: { host: string; port: number },
  wish: TlsWish,
  authority: SendOptions['authority'],
  progress: Progress,
): Promise<{ socket: TLSSocket; tls: TlsDetails }> {
  progress.stage = 'connecting and shaking hands for TLS';
  const { sni } = wish;
  const own = await wish.clientCertificate;
  const socket = connectTls({
    ...(wish.through ? { socket: wish.through(openTcp(place, progress)) } : place),
    ...(wish.alpn.length > 0 ? { ALPNProtocols: [...wish.alpn] } : {}),
    rejectUnauthorized: false,
    // An address is no server name (RFC 6066 section 3).
    ...(sni === '' || isIP(sni) ? {} : { servername: sni }),
    secureContext: own
      ? createSecureContext({ ca: authority, cert: own.certificate, key: own.privateKey })
      : trust(authority),
    checkServerIdentity: (_, certificate) => (sni === '' ? undefined : checkServerIdentity(sni, certificate)),
  });
  socket.on('error', () => {});
  progress.onEnd(() => socket.destroy());
  return { socket, tls: await waitForTls(socket, sni) };
}

/** Resolves once the connection is there. Rejects with the system's code. */
export function waitForConnection(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new ExchangeError('ECONNRESET', 'the connection was closed before it stood')));
    socket.once('connect', () => resolve());
  });
}

/** Resolves once the handshake is over. Rejects with the system's or OpenSSL's code. */
function waitForTls(socket: TLSSocket, sni: string): Promise<TlsDetails> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    const closed = () => {
      reject(new ExchangeError('ECONNRESET', `the connection was closed during the TLS handshake for "${sni}"`));
    };
    socket.once('close', closed);
    socket.once('secureConnect', () => {
      socket.off('close', closed);
      resolve(describeTls(socket));
    });
  });
}

/** What a handshake that is over came to. */
export function describeTls(socket: TLSSocket): TlsDetails {
  const names = socket.getPeerX509Certificate()?.subjectAltName ?? '';
  return {
    protocol: socket.getProtocol() ?? '',
    alpn: socket.alpnProtocol || '',
    authorized: socket.authorized,
    ...(socket.authorized ? {} : { authorizationError: String(socket.authorizationError) }),
    subjectAltNames: names.split(', ').filter((name) => name !== ''),
  };
}

/** `127.0.0.1:80`, `[::1]:80`. */
export function formatRemote({ address, port }: Remote): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

export function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
