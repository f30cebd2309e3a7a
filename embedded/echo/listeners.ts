import { createServer, type Server, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ProgramContext } from '../node/program.ts';
import { createTlsServer, type TlsFiles } from './tls.ts';

/** Listens at the pod's address and keeps what has to be ended with the container. */
export interface Listeners {
  tcp(port: number, serve: (socket: Socket) => void): Promise<void>;
  tls(port: number, files: TlsFiles, alpn: readonly string[], serve: (socket: TLSSocket) => void): Promise<void>;
  /** To be called when the container stops. */
  onClose(close: () => void): void;
  /** Stops listening and drops every connection, as a killed process would. */
  close(): void;
}

export function createListeners({ network, pod, log }: ProgramContext): Listeners {
  const closers: (() => void)[] = [];
  const open = async (server: Server, port: number, protocol: string) => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.setNoDelay(true);
      // Each protocol has its own handler too; this one is for an error between two of them.
      socket.on('error', () => socket.destroy());
      socket.once('close', () => sockets.delete(socket));
    });
    closers.push(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    await network.listen(server, pod.ip, port);
    log(`Listening on port ${port} (${protocol})`);
  };
  return {
    tcp: (port, serve) => open(createServer({ allowHalfOpen: true }, serve), port, 'tcp'),
    tls: (port, files, alpn, serve) => open(createTlsServer(files, alpn, serve), port, 'tls'),
    onClose: (close) => closers.push(close),
    close() {
      for (const close of closers.splice(0).reverse()) close();
    },
  };
}
