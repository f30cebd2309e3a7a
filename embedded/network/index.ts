import type { Socket } from 'node:dgram';
import type { Server } from 'node:net';
import { createAddressPool } from './addresses.ts';
import { claimSlot } from './claim.ts';
import { addressInUse, hasCode, startBinding, startListening } from './listening.ts';
import type { Network } from './types.ts';

export type { AddressKind, Network } from './types.ts';

export interface NetworkOptions {
  /**
   * `native` binds every address and port as it is, `mapped` puts every listener at 127.0.0.1 with a port of its own,
   * `auto` (default) maps only what this system does not let it bind.
   */
  mode?: 'auto' | 'native' | 'mapped';
  /** Lowest port that may be bound as it is. Default: what the system allows. */
  lowestPort?: number;
}

export interface EmbeddedNetwork extends Network {
  /** Gives the address range back. Listeners are their owners' to close. */
  close(): Promise<void>;
}

type Protocol = 'tcp' | 'udp';
interface Place {
  host: string;
  port: number;
}

/** Refuses connections on practically every system; for cluster addresses that nobody listens at. */
const REFUSING: Place = { host: '127.0.0.1', port: 1 };

/** A network of its own address range. Never binds anything beyond 127.0.0.0/8. */
export async function createNetwork(options: NetworkOptions = {}): Promise<EmbeddedNetwork> {
  const mode = options.mode ?? 'auto';
  const claim = await claimSlot();
  if (mode === 'native' && !claim.real) {
    throw new Error('Network mode "native" needs all of 127.0.0.0/8 on the loopback interface; use "mapped"');
  }
  const real = claim.real && mode !== 'mapped';
  const pool = createAddressPool(claim.slot);
  const places = new Map<string, Place>();
  // Ports that another process holds on every address: connecting there natively would reach a stranger.
  const foreign = new Set<string>();

  /** Tries the address itself, then an ephemeral port; gives the place where it stands. */
  async function stand(start: (place: Place) => Promise<number>, address: string, port: number, protocol: Protocol) {
    const wanted = { host: address, port };
    if (real && (mode === 'native' || port >= (options.lowestPort ?? 0))) {
      try {
        return { host: address, port: await start(wanted) };
      } catch (error) {
        if (mode === 'native' || !hasCode(error, 'EACCES', 'EADDRINUSE') || !pool.owns(address)) throw error;
        if (hasCode(error, 'EADDRINUSE')) foreign.add(`${protocol}:${port}`);
      }
    }
    const host = real ? address : '127.0.0.1';
    return { host, port: await start({ host, port: 0 }) };
  }

  /** Registers where a listener stands; port 0 is registered as the port that the system chose. */
  async function occupy(
    protocol: Protocol,
    listener: Server | Socket,
    address: string,
    port: number,
    start: (place: Place) => Promise<void>,
  ): Promise<void> {
    assertLoopback(address);
    const wanted = `${protocol}:${address}:${port}`;
    if (port !== 0 && places.has(wanted)) throw addressInUse(address, port);
    // Held from before the first await, so that two who ask at once do not both get it.
    if (port !== 0) places.set(wanted, REFUSING);
    try {
      const place = await stand((at) => start(at).then(() => portOf(listener)), address, port, protocol);
      const key = port === 0 ? `${protocol}:${address}:${place.port}` : wanted;
      places.set(key, place);
      listener.once('close', () => places.delete(key));
    } catch (error) {
      places.delete(wanted);
      throw error;
    }
  }

  return {
    allocate: (kind) => pool.allocate(kind),
    release: (address) => pool.release(address),
    listen: (server, address, port) =>
      occupy('tcp', server, address, port, (at) => startListening(server, at.host, at.port)),
    bind: (socket, address, port) =>
      occupy('udp', socket, address, port, (at) => startBinding(socket, at.host, at.port)),
    dial(address, port, protocol = 'tcp') {
      const place = places.get(`${protocol}:${address}:${port}`);
      if (place) return place;
      const unreachable = pool.owns(address) && (!real || foreign.has(`${protocol}:${port}`));
      return unreachable ? REFUSING : { host: address, port };
    },
    close: () => claim.close(),
  };
}

function assertLoopback(address: string): void {
  if (!/^127(\.\d{1,3}){3}$/.test(address)) {
    throw new Error(`Address "${address}" is not of 127.0.0.0/8; the embedded cluster listens on loopback only`);
  }
}

function portOf(listener: Server | Socket): number {
  const address = listener.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}
