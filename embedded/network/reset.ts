import type { Socket } from 'node:net';

/**
 * Resets a TCP connection at once. Node's own `resetAndDestroy` ends the connection first, which a quick peer takes
 * for an orderly end.
 */
export function resetConnection(socket: Socket): void {
  // While an end is on its way, a reset fails and would leave the socket open for ever.
  const ending = socket.writableEnded && !socket.writableFinished;
  if (!ending) Object.assign(socket, { resetAndClosing: true });
  socket.destroy();
}
