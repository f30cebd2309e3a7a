export type Protocol = 'tcp' | 'udp';

export interface Place {
  host: string;
  port: number;
}

/** What there is to know in order to dial; as plain data, so that another thread can have it too. */
export interface PlaceChange {
  protocol: Protocol;
  address: string;
  port: number;
  /** Where the listener stands; missing once it is gone. */
  place?: Place;
  /** Another process holds this port on every address. */
  foreign?: true;
}

/** Refuses connections on practically every system; for cluster addresses that nobody listens at. */
export const REFUSING: Place = { host: '127.0.0.1', port: 1 };

export interface Places {
  has(protocol: Protocol, address: string, port: number): boolean;
  apply(change: PlaceChange): void;
  /** Where a cluster address is really reached; the same place where nothing is mapped. */
  dial(address: string, port: number, protocol?: Protocol): Place;
}

/**
 * Where listeners stand.
 * @param real whether every address of 127.0.0.0/8 can be bound here
 * @param owns whether an address is of this cluster
 */
export function createPlaces(real: boolean, owns: (address: string) => boolean): Places {
  const places = new Map<string, Place>();
  // Ports that another process holds on every address: connecting there natively would reach a stranger.
  const foreign = new Set<string>();
  return {
    has: (protocol, address, port) => places.has(`${protocol}:${address}:${port}`),
    apply(change) {
      const { protocol, address, port, place } = change;
      if (change.foreign) foreign.add(`${protocol}:${port}`);
      else if (place) places.set(`${protocol}:${address}:${port}`, place);
      else places.delete(`${protocol}:${address}:${port}`);
    },
    dial(address, port, protocol = 'tcp') {
      const place = places.get(`${protocol}:${address}:${port}`);
      if (place) return place;
      const unreachable = owns(address) && (!real || foreign.has(`${protocol}:${port}`));
      return unreachable ? REFUSING : { host: address, port };
    },
  };
}
