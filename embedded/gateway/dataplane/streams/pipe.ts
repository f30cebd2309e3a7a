import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { DataPlaneContext } from '../context.ts';
import type { Upstream } from '../http/types.ts';

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
  // Node cannot reset what it deciphers.
  const isPlain = connection instanceof Socket && !(connection instanceof TLSSocket);
  if (isPlain && !connection.destroyed) connection.resetAndDestroy();
  else connection.destroy();
}

/** Leads the client to a backend; one that cannot be reached breaks the client off. */
export function leadTo(client: Duplex, upstream: Upstream, { upstreams, log }: DataPlaneContext): void {
  const { address, port } = upstream.endpoint;
  const backend = upstreams.connect(upstream);
  backend.once('error', (error) => log(`Backend at ${address}:${port} failed: ${error.message}`));
  joinConnections(client, backend);
}
