import { connect, createServer, type Server, type Socket } from 'node:net';
import { resetConnection } from '../../network/reset.ts';
import type { Network } from '../../network/types.ts';

export interface Target {
  host: string;
  port: number;
}

export interface Forwarder {
  server: Server;
  /** Stops accepting; connections go on. */
  close(): void;
  /** Ends the connections too. */
  destroy(): void;
}

/**
 * A TCP server that gives each connection to a target: the target's own server, where that is in this process, else joined
 * with a connection to it. Ends and resets are passed on then, each way by itself.
 */
export function createForwarder(network: Network, choose: () => Target | undefined): Forwarder {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const target = choose();
    if (!target) {
      resetConnection(client);
      return;
    }
    if (network.handOver(client, target.host, target.port)) {
      open.add(client);
      client.once('close', () => open.delete(client));
      return;
    }
    const upstream = connect({ ...network.dial(target.host, target.port), allowHalfOpen: true, noDelay: true });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('error', () => resetConnection(to));
      from.once('close', () => {
        open.delete(from);
        // A side that was destroyed before its end has nothing more to say to the other.
        if (!from.readableEnded || !from.writableFinished) to.destroy();
      });
      from.pipe(to);
    }
  });
  return {
    server,
    close: () => server.close(),
    destroy() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
