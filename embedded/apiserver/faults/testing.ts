import { connect as connectTcp, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { TestClient } from '../testing.ts';

/** A connection on which a test says what it wants, HTTP or not. */
export interface RawConnection {
  socket: TLSSocket;
  /** What TLS runs over. */
  below: Socket;
  /** All that came so far. */
  text(): string;
  /** Resolves once what came fits, or the connection is closed. */
  until(accept: (text: string) => boolean): Promise<string>;
  closed: Promise<void>;
}

export async function openRaw(api: TestClient, protocol = 'http/1.1'): Promise<RawConnection> {
  const port = Number(new URL(api.server.url).port);
  const below = connectTcp({ host: '127.0.0.1', port });
  const socket = connect({ socket: below, host: '127.0.0.1', ca: api.server.caPem, ALPNProtocols: [protocol] });
  let text = '';
  const wakers = new Set<() => void>();
  const wake = () => {
    for (const waker of wakers) waker();
  };
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    wake();
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('close', wake);
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
  return {
    socket,
    below,
    closed,
    text: () => text,
    until: (accept) =>
      new Promise((resolve) => {
        const look = () => {
          if (!accept(text) && !socket.destroyed) return;
          wakers.delete(look);
          resolve(text);
        };
        wakers.add(look);
        look();
      }),
  };
}

/** The head of a request, with the administrator's token, up to the empty line. */
export function makeHead(api: TestClient, line: string, ...headers: readonly string[]): string {
  const common = ['host: x', `authorization: Bearer ${api.server.token}`];
  return `${[`${line} HTTP/1.1`, ...common, ...headers].join('\r\n')}\r\n\r\n`;
}

/** Resolves once it is true; other requests are the clock. */
export async function eventually(api: TestClient, isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await api.call('GET', '/healthz');
}
