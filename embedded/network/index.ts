import type { Socket } from 'node:dgram';
import { isIPv4, type Server } from 'node:net';
import { createAddressPool, LOOPBACK, NAMES_ONLY, slotRange } from './addresses.ts';
import { type Claim, claimSlot } from './claim.ts';
import { addressInUse, hasCode, startBinding, startListening } from './listening.ts';
import { createPlaces, type Place, type PlaceChange, type Protocol, REFUSING } from './places.ts';
import type { Network, Redirect } from './types.ts';

export type { Network } from './types.ts';

export interface NetworkOptions {
  /**
   * `native` binds every address and port as it is, `mapped` puts every listener at 127.0.0.1 with a port of its own,
   * `auto` (default) maps only what this system does not let it bind. `named` maps as well, and hands out addresses of
   * 10.0.0.0/8, since a real API server takes none of 127.0.0.0/8 for an endpoint: they exist for `dial` alone.
   */
  mode?: 'auto' | 'native' | 'mapped' | 'named';
  /** Lowest port that may be bound as it is. Default: what the system allows. */
  lowestPort?: number;
  /** Told of every change of where listeners stand, before anyone can have learnt of the listener otherwise. */
  onChange?(change: PlaceChange): void;
}

export interface EmbeddedNetwork extends Network {
  /** Whether every address of 127.0.0.0/8 is bound as it is. */
  readonly real: boolean;
  /** Number of the address range. */
  readonly slot: number;
  /** First octet of its addresses. */
  readonly octet: number;
  /** A load-balancer address that is handed out last: free for who asks for a certain one. */
  readonly spareAddress: string;
  /** Gives the address range back. Listeners are their owners' to close. */
  close(): Promise<void>;
}

/** A network of its own address range. Never binds anything beyond 127.0.0.0/8. */
export async function createNetwork(options: NetworkOptions = {}): Promise<EmbeddedNetwork> {
  const mode = options.mode ?? 'auto';
  const octet = mode === 'named' ? NAMES_ONLY : LOOPBACK;
  const claim = mode === 'named' ? NAMED_CLAIM : await claimSlot();
  if (mode === 'native' && !claim.real) {
    throw new Error('Network mode "native" needs all of 127.0.0.0/8 on the loopback interface; use "mapped"');
  }
  const real = claim.real && mode !== 'mapped';
  const pool = createAddressPool(claim.slot, octet);
  const places = createPlaces(real, pool.owns);
  const servers = new Map<string, Server>();
  let redirect: Redirect | undefined;
  const change = (one: PlaceChange) => {
    places.apply(one);
    options.onChange?.(one);
  };

  /** Tries the address itself, then an ephemeral port; gives the place where it stands. */
  async function stand(start: (place: Place) => Promise<number>, address: string, port: number, protocol: Protocol) {
    const wanted = { host: address, port };
    if (real && (mode === 'native' || port >= (options.lowestPort ?? 0))) {
      try {
        return { host: address, port: await start(wanted) };
      } catch (error) {
        if (mode === 'native' || !hasCode(error, 'EACCES', 'EADDRINUSE') || !pool.owns(address)) throw error;
        if (hasCode(error, 'EADDRINUSE')) change({ protocol, address, port, foreign: true });
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
    assertOwn(address, octet);
    if (port !== 0 && places.has(protocol, address, port)) throw addressInUse(address, port);
    // Held from before the first await, so that two who ask at once do not both get it.
    if (port !== 0) change({ protocol, address, port, place: REFUSING });
    try {
      const place = await stand((at) => start(at).then(() => portOf(listener)), address, port, protocol);
      const key = { protocol, address, port: port === 0 ? place.port : port };
      change({ ...key, place });
      listener.once('close', () => change(key));
    } catch (error) {
      if (port !== 0) change({ protocol, address, port });
      throw error;
    }
  }

  return {
    real,
    slot: claim.slot,
    octet,
    owns: (address) => pool.owns(address),
    spareAddress: pool.spareAddress,
    allocate: (kind) => pool.allocate(kind),
    claim: (kind, address) => pool.claim(kind, address),
    release: (address) => pool.release(address),
    async listen(server, address, port) {
      await occupy('tcp', server, address, port, (at) => startListening(server, at.host, at.port));
      const key = `${address}:${port || portOf(server)}`;
      servers.set(key, server);
      server.once('close', () => servers.get(key) === server && servers.delete(key));
    },
    handOver(connection, address, port) {
      const server = servers.get(`${address}:${port}`);
      // One that is closing tells so only when its last connection is over.
      if (!server?.listening) return false;
      connection.allowHalfOpen = (server as Server & { allowHalfOpen?: boolean }).allowHalfOpen === true;
      server.emit('connection', connection);
      return true;
    },
    bind: (socket, address, port) =>
      occupy('udp', socket, address, port, (at) => startBinding(socket, at.host, at.port)),
    dial: places.dial,
    redirectOutbound(wanted) {
      redirect = wanted;
    },
    dialFrom(pod, address, port) {
      const to = redirect?.(pod, address, port) ?? { address, port };
      return places.dial(to.address, to.port);
    },
    close: () => claim.close(),
  };
}

/** Addresses that are names only are of this process alone, so there is nobody to share them with. */
const NAMED_CLAIM: Claim = { slot: 0, real: false, close: async () => {} };

/** What an API server of such a network hands out to Services. */
export const NAMED_SERVICES = slotRange('service', NAMED_CLAIM.slot, NAMES_ONLY);

function assertOwn(address: string, octet: number): void {
  if (!address.startsWith(`${octet}.`) || !isIPv4(address)) {
    throw new Error(`Address "${address}" is not of ${octet}.0.0.0/8; the embedded cluster listens on loopback only`);
  }
}

function portOf(listener: Server | Socket): number {
  const address = listener.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}
