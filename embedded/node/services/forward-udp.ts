import { createSocket, type Socket } from 'node:dgram';
import type { Network } from '../../network/types.ts';
import type { Target } from './forward.ts';

/** How long an answer may take; a client's datagrams reach the same target meanwhile. */
const SESSION_MS = 30_000;

export interface UdpForwarder {
  socket: Socket;
  close(): void;
}

/** A UDP socket that passes each client's datagrams to one target, and the answers back. */
export function createUdpForwarder(network: Network, choose: () => Target | undefined): UdpForwarder {
  const sessions = new Map<string, { upstream: Socket; target: Target; timer: NodeJS.Timeout }>();
  const socket = createSocket('udp4');
  socket.on('error', () => {});
  socket.on('message', (message, client) => {
    const key = `${client.address}:${client.port}`;
    let session = sessions.get(key);
    if (!session) {
      const target = choose();
      if (!target) return;
      const upstream = createSocket('udp4');
      upstream.on('message', (answer) => socket.send(answer, client.port, client.address));
      upstream.on('error', () => {});
      session = { upstream, target, timer: setTimeout(() => end(key), SESSION_MS) };
      sessions.set(key, session);
    }
    session.timer.refresh();
    const place = network.dial(session.target.host, session.target.port, 'udp');
    session.upstream.send(message, place.port, place.host);
  });

  function end(key: string): void {
    const session = sessions.get(key);
    clearTimeout(session?.timer);
    session?.upstream.close();
    sessions.delete(key);
  }

  let closed = false;
  return {
    socket,
    close() {
      if (closed) return;
      closed = true;
      for (const key of [...sessions.keys()]) end(key);
      socket.close();
    },
  };
}
