import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Leads two connections into one another: what ends on one side ends on the other, and so does what breaks off. */
export function joinConnections(client: Duplex, backend: Duplex): void {
  for (const [one, other] of [
    [client, backend],
    [backend, client],
  ] as const) {
    one.on('error', () => breakOff(other));
    one.once('close', () => {
      if (one.errored || !one.readableEnded) breakOff(other);
    });
    one.pipe(other);
  }
}

/** Ends a connection so that the other side does not take it for an orderly end. */
export function breakOff(connection: Duplex): void {
  if ('resetAndDestroy' in connection && !connection.destroyed) (connection as Socket).resetAndDestroy();
  else connection.destroy();
}

/** Connects to a backend and leads the client there; a backend that cannot be reached breaks the client off. */
export function leadTo(client: Duplex, place: { host: string; port: number }, log: (line: string) => void): void {
  const backend = connect({ ...place, allowHalfOpen: true, noDelay: true });
  backend.once('error', (error) => log(`Backend at ${place.host}:${place.port} failed: ${error.message}`));
  joinConnections(client, backend);
}
