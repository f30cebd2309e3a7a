import { kinds } from '../../kinds/index.ts';
import { followKind } from '../../kube/follow.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Clock } from '../../wait/types.ts';
import type { AddressPool } from './addresses.ts';
import { createHoldings, type Holding, type Holdings } from './holdings.ts';
import type { NodeAddresses } from './nodes.ts';
import { type BalancedService, findBalanced, findNodes } from './services.ts';

export interface LoadBalancerOptions {
  api: Pick<KubeApi, 'observeAll' | 'patch'>;
  nodes: NodeAddresses;
  pool: AddressPool;
  /** Addresses that an earlier run left on the nodes: a Service that has one keeps it. */
  adopted: ReadonlyMap<string, string>;
  clock: Clock;
  log?(line: string): void;
}

/** Gives Services of type LoadBalancer an address until it is stopped. */
export interface LoadBalancer {
  /** Whether another controller gives addresses, so that this one does so no more. */
  hasYielded(): boolean;
  /** Ends it. With `release`, the addresses are taken from the nodes again; Services keep them in their status. */
  stop(release: boolean): Promise<void>;
}

/**
 * Puts an address of the nodes' network on a node's interface for each Service of type LoadBalancer and writes it to
 * the Service's status; kube-proxy, which knows the status, does the rest. Steps back where somebody else writes there.
 */
export function startLoadBalancer(options: LoadBalancerOptions): LoadBalancer {
  const { api, nodes, pool, clock, log } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const holdings = createHoldings(options);
  const foreign = new Set<string>();
  let services: readonly BalancedService[] | undefined;
  let slices: readonly KubeObject[] = [];
  let yielded = false;

  const reconcile = (): void => {
    if (!services || signal.aborted) return;
    const present = new Set(services.map(({ uid }) => uid));
    for (const holding of holdings.list()) if (!present.has(holding.uid)) holdings.drop(holding);
    // What a Service tells of is in use, whether a node has it or not: nobody else may get it.
    for (const { uid, ingress } of services) if (!holdings.find(uid)) for (const one of ingress) pool.block(one);
    for (const service of services) {
      const holding = holdings.find(service.uid);
      if (holding) check(service, holding);
      else if (!yielded && !foreign.has(service.uid)) begin(service);
    }
  };
  const begin = (service: BalancedService): void => {
    if (service.ingress.length > 0 && !holdings.adopt(service)) foreign.add(service.uid);
    else if (service.ingress.length === 0) holdings.assign(service, chooseNode(service));
  };
  const check = (service: BalancedService, holding: Holding): void => {
    if (isNewer(service, holding) && !service.ingress.some((address) => holding.addresses.includes(address))) {
      if (service.ingress.length > 0) holdings.replace(service, holding, () => yieldTo(service));
      else if (!yielded) holdings.tell(service, holding);
    } else if (service.local && holding.node !== undefined && chooseNode(service, holding.node) !== holding.node) {
      holdings.move(holding, chooseNode(service, holding.node));
    }
  };
  const yieldTo = ({ uid, namespace, name, ingress }: BalancedService): void => {
    yielded = true;
    foreign.add(uid);
    log?.(`another controller gave Service ${namespace}/${name} the address ${ingress.join(', ')}: leaving it to that`);
  };
  const chooseNode = (service: BalancedService, present = nodes.nodes[0] ?? ''): string => {
    if (!service.local || nodes.nodes.length < 2) return present;
    const able = findNodes(slices, service).filter((node) => nodes.nodes.includes(node));
    return able.includes(present) ? present : (able[0] ?? present);
  };

  const tools = { api, clock, signal, log };
  const followed = [
    followKind(tools, kinds.Service, (objects) => {
      services = findBalanced(objects);
      reconcile();
    }),
  ];
  // Where an address must be is a question on several nodes only.
  if (nodes.nodes.length > 1) {
    followed.push(
      followKind(tools, kinds.EndpointSlice, (objects) => {
        slices = objects;
        reconcile();
      }),
    );
  }
  return {
    hasYielded: () => yielded,
    async stop(release) {
      ending.abort();
      await Promise.all(followed);
      await endHoldings(holdings, release);
    },
  };
}

async function endHoldings(holdings: Holdings, release: boolean): Promise<void> {
  if (release) for (const holding of holdings.list()) if (!holding.adopted) holdings.drop(holding);
  await holdings.settled();
}

/** Versions of one kind are decimal and grow; a state from before our own write says nothing about it. */
function isNewer({ resourceVersion }: BalancedService, { toldVersion }: Holding): boolean {
  if (toldVersion === undefined || !/^\d+$/.test(resourceVersion) || !/^\d+$/.test(toldVersion)) return false;
  return BigInt(resourceVersion) >= BigInt(toldVersion);
}
