import type { Socket } from 'node:dgram';
import type { Server } from 'node:net';

/** `server.listen` as a promise. A server that failed may be started again elsewhere. */
export function startListening(server: Server, host: string | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      server.off('error', settle);
      server.off('listening', settle);
      if (error) reject(error);
      else resolve();
    };
    server.once('error', settle);
    server.once('listening', settle);
    server.listen({ host, port });
  });
}

/** `socket.bind` as a promise. */
export function startBinding(socket: Socket, host: string | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      socket.off('error', settle);
      socket.off('listening', settle);
      if (error) reject(error);
      else resolve();
    };
    socket.once('error', settle);
    socket.once('listening', settle);
    socket.bind({ address: host, port });
  });
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

/** The error that the system itself would give for a place that is taken. */
export function addressInUse(address: string, port: number): Error {
  const message = `listen EADDRINUSE: address already in use ${address}:${port}`;
  return Object.assign(new Error(message), { code: 'EADDRINUSE', syscall: 'listen', address, port });
}
