import { connect } from 'node:net';

/** `refused` is an answer too: there is a way, but nobody listens. */
export type Reached = 'open' | 'refused' | 'unreachable';

/** Tries a TCP connection. Never rejects. */
export function probeTcp(host: string, port: number, timeoutMs: number): Promise<Reached> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (reached: Reached): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reached);
    };
    const timer = setTimeout(() => settle('unreachable'), timeoutMs);
    socket.once('connect', () => settle('open'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      settle(error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET' ? 'refused' : 'unreachable');
    });
  });
}
