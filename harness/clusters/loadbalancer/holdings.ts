import { messageOf } from '../../common/message-of.ts';
import { kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { AddressPool } from './addresses.ts';
import type { NodeAddresses } from './nodes.ts';
import type { BalancedService } from './services.ts';

/** The addresses of one Service. */
export interface Holding {
  uid: string;
  name: string;
  addresses: readonly string[];
  /** Where they are; undefined until they are. */
  node?: string;
  /** Version of the Service in which its status was written. */
  toldVersion?: string;
  /** Given by another run, which may still be going on. */
  adopted?: true;
}

/** Does what is decided about addresses: for each Service one thing after the other, different ones at the same time. */
export interface Holdings {
  find(uid: string): Holding | undefined;
  list(): Holding[];
  assign(service: BalancedService, node: string): void;
  /** Takes over what an earlier run gave. False where the addresses are not all gwconf's. */
  adopt(service: BalancedService): boolean;
  /** Writes the status once more. */
  tell(service: BalancedService, holding: Holding): void;
  /** Somebody wrote another address: that of another run is taken over; otherwise `onForeign` is called. */
  replace(service: BalancedService, holding: Holding, onForeign: () => void): void;
  move(holding: Holding, node: string): void;
  drop(holding: Holding): void;
  /** Resolves when all that was begun is done. */
  settled(): Promise<void>;
}

export interface HoldingsOptions {
  api: Pick<KubeApi, 'patch'>;
  nodes: NodeAddresses;
  pool: AddressPool;
  adopted: ReadonlyMap<string, string>;
  log?(line: string): void;
}

export function createHoldings({ api, nodes, pool, adopted, log }: HoldingsOptions): Holdings {
  const holdings = new Map<string, Holding>();
  const queues = new Map<string, Promise<void>>();

  const enqueue = ({ uid, name }: Holding, work: () => Promise<void>): void => {
    const queue = (queues.get(uid) ?? Promise.resolve()).then(work).catch((error: unknown) => {
      log?.(`Service ${name}: ${messageOf(error)}`);
    });
    queues.set(uid, queue);
  };
  const writeStatus = async (service: BalancedService, holding: Holding): Promise<void> => {
    const ingress = holding.addresses.map((ip) => ({ ip, ipMode: 'VIP' }));
    const key = keyFor(kinds.Service, service.name, service.namespace);
    const written = await api.patch(key, { status: { loadBalancer: { ingress } } }, 'status');
    holding.toldVersion = written.metadata.resourceVersion;
  };
  const give = async (service: BalancedService, holding: Holding, node: string): Promise<void> => {
    const addresses: string[] = [];
    for (const family of service.families) {
      const address = await placeAddress(family, node, service.wanted);
      if (address !== undefined) addresses.push(address);
    }
    if (addresses.length === 0) throw new HarnessError('the network of the nodes has no free address for it');
    holding.addresses = addresses;
    holding.node = node;
    await writeStatus(service, holding);
  };
  const placeAddress = async (family: 'IPv4' | 'IPv6', node: string, wanted?: string): Promise<string | undefined> => {
    const first = wanted === undefined ? undefined : pool.take(family, wanted);
    for (let address = first ?? pool.take(family); address !== undefined; address = pool.take(family)) {
      try {
        if (await nodes.add(node, address)) return address;
      } catch (error) {
        pool.release(address);
        throw error;
      }
    }
    return undefined;
  };

  const release = (holding: Holding): void =>
    enqueue(holding, async () => {
      if (holding.node !== undefined) await nodes.remove(holding.node, holding.addresses);
      for (const address of holding.addresses) pool.release(address);
    });
  const adopt = (service: BalancedService, own: ReadonlyMap<string, string>): boolean => {
    const { uid, namespace, name, ingress, resourceVersion } = service;
    const places = ingress.map((address) => own.get(address));
    const [node] = places;
    if (node === undefined || places.some((place) => place !== node)) return false;
    const told = { toldVersion: resourceVersion, adopted: true } as const;
    const holding: Holding = { uid, name: `${namespace}/${name}`, addresses: ingress, node, ...told };
    holdings.set(uid, holding);
    // A restart of the node takes them away, and the Service still tells of them.
    enqueue(holding, async () => {
      for (const address of ingress) await nodes.add(node, address);
    });
    return true;
  };

  return {
    find: (uid) => holdings.get(uid),
    list: () => [...holdings.values()],
    assign(service, node) {
      const { uid, namespace, name } = service;
      const holding: Holding = { uid, name: `${namespace}/${name}`, addresses: [] };
      holdings.set(uid, holding);
      enqueue(holding, () =>
        give(service, holding, node).catch((error: unknown) => {
          // The next change of the Service tries it again.
          holdings.delete(uid);
          throw error;
        }),
      );
    },
    adopt: (service) => adopt(service, adopted),
    replace(service, holding, onForeign) {
      // Once: the same state may come again while the nodes are asked.
      holding.toldVersion = undefined;
      enqueue(holding, async () => {
        const own = await nodes.listAllOwn();
        release(holding);
        if (adopt(service, own)) return;
        holdings.delete(service.uid);
        onForeign();
      });
    },
    tell: (service, holding) => enqueue(holding, () => writeStatus(service, holding)),
    move(holding, node) {
      const from = holding.node;
      holding.node = node;
      enqueue(holding, async () => {
        if (from !== undefined) await nodes.remove(from, holding.addresses);
        for (const address of holding.addresses) await nodes.add(node, address);
      });
    },
    drop(holding) {
      holdings.delete(holding.uid);
      release(holding);
    },
    async settled() {
      await Promise.all(queues.values());
    },
  };
}
