import { type NodeContext, tolerate } from '../kube/context.ts';
import { keyOf, splitKey } from '../kube/owners.ts';
import { createQueue } from '../kube/queue.ts';
import type { EndpointSlice, Service, ServicePort } from '../kube/services.ts';
import { clusterAddressFields, isHeadless, needsClusterAddress } from './admission.ts';
import { createServiceListener, type ServiceListener } from './listener.ts';
import { listTargets, SERVICE_LABEL } from './slices.ts';

export interface ServiceController {
  stop(): Promise<void>;
}

/** What a service holds on this machine. */
interface Held {
  uid: string;
  clusterIP?: string;
  loadBalancerIP?: string;
  /** Whether the address that it asks for is another's. */
  waits?: boolean;
  /** By `TCP:address:port`. */
  listeners: Map<string, ServiceListener>;
}

/** kube-proxy and the cloud's load balancer in one: serves each service at its addresses. */
export function startServiceController(context: NodeContext): ServiceController {
  const { services, endpointSlices } = context.caches;
  const held = new Map<string, Held>();
  const queue = createQueue(reconcile, (key, error) => context.log(`Service ${key}: ${String(error)}`));

  async function reconcile(key: string): Promise<void> {
    const [namespace, name] = splitKey(key);
    const service = services.get(namespace, name);
    const before = held.get(key);
    if (before && before.uid !== service?.metadata.uid) {
      release(before);
      held.delete(key);
    }
    if (!service) return;
    const mine: Held = held.get(key) ?? { uid: service.metadata.uid ?? '', listeners: new Map() };
    held.set(key, mine);
    if (service.metadata.deletionTimestamp) return;
    if (needsClusterAddress(service)) return assignClusterAddress(context, service, mine);
    const isLocal = context.network.owns(service.spec.clusterIP ?? '');
    if (isLocal) mine.clusterIP = service.spec.clusterIP;
    const freed = await keepLoadBalancer(context, service, mine);
    const slices = endpointSlices
      .list(namespace)
      .filter(({ metadata }) => metadata.labels?.[SERVICE_LABEL] === name && !metadata.deletionTimestamp);
    await keepListeners(service, mine, slices);
    // Only now that nobody listens there any more.
    if (freed !== undefined) releaseAddress(freed);
  }

  async function keepListeners(service: Service, mine: Held, slices: readonly EndpointSlice[]): Promise<void> {
    const wanted = new Map<string, { address: string; port: ServicePort }>();
    const serves = service.spec.type !== 'ExternalName' && !isHeadless(service);
    for (const address of serves ? [mine.clusterIP, mine.loadBalancerIP] : []) {
      for (const port of address === undefined ? [] : (service.spec.ports ?? [])) {
        wanted.set(`${port.protocol ?? 'TCP'}:${address}:${port.port}`, { address: address ?? '', port });
      }
    }
    for (const [key, listener] of mine.listeners) {
      if (wanted.has(key)) continue;
      listener.close();
      mine.listeners.delete(key);
    }
    for (const [key, { address, port }] of wanted) {
      const listener =
        mine.listeners.get(key) ?? createServiceListener(context.network, port.protocol ?? 'TCP', address, port.port);
      mine.listeners.set(key, listener);
      await listener.setTargets(listTargets(slices, port));
    }
  }

  function release({ clusterIP, loadBalancerIP, listeners }: Held): void {
    for (const listener of listeners.values()) listener.close();
    if (clusterIP !== undefined) context.network.release(clusterIP);
    if (loadBalancerIP !== undefined) releaseAddress(loadBalancerIP);
  }

  /** Gives an address back, and lets those try again who wait for one. */
  function releaseAddress(address: string): void {
    context.network.release(address);
    for (const [key, { waits }] of held) if (waits) queue.add(key);
  }

  services.onChange(({ before, now }) => {
    const service = now ?? before;
    if (service) queue.add(keyOf(service));
  });
  endpointSlices.onChange((change) => {
    for (const slice of [change.before, change.now]) {
      const name = slice?.metadata.labels?.[SERVICE_LABEL];
      if (name !== undefined) queue.add(`${slice?.metadata.namespace}/${name}`);
    }
  });
  return {
    async stop() {
      await queue.stop();
      for (const each of held.values()) release(each);
    },
  };
}

/** For services that became addressable after their creation, such as one that was external before. */
async function assignClusterAddress(
  { client, network, caches }: NodeContext,
  service: Service,
  mine: Held,
): Promise<void> {
  const { namespace, name } = service.metadata;
  mine.clusterIP ??= network.allocate('service');
  const path = `/api/v1/namespaces/${namespace}/services/${name}`;
  const patch = { spec: clusterAddressFields(mine.clusterIP) };
  const updated = await tolerate(['NotFound'], client.call<Service>('PATCH', path, patch));
  if (updated) caches.services.put(updated);
}

/**
 * An address for a service of type LoadBalancer, the one that it asks for if that is free, told in its status; taken
 * back when it is of another type or asks for another: the returned address is to be released.
 */
async function keepLoadBalancer(context: NodeContext, service: Service, mine: Held): Promise<string | undefined> {
  // A class names another implementation, which is not here.
  const balanced = service.spec.type === 'LoadBalancer' && !service.spec.loadBalancerClass;
  const wanted = service.spec.loadBalancerIP || undefined;
  const before = mine.loadBalancerIP;
  const keeps = balanced && before !== undefined && (wanted === undefined || wanted === before);
  if (!keeps) mine.loadBalancerIP = balanced ? takeAddress(context, wanted) : undefined;
  mine.waits = balanced && mine.loadBalancerIP === undefined;
  const freed = keeps ? undefined : before;
  const told = service.status?.loadBalancer?.ingress?.[0]?.ip;
  if (told !== mine.loadBalancerIP && (balanced || freed !== undefined)) {
    const ingress = mine.loadBalancerIP === undefined ? null : [{ ip: mine.loadBalancerIP, ipMode: 'VIP' }];
    const { namespace, name } = service.metadata;
    const path = `/api/v1/namespaces/${namespace}/services/${name}/status`;
    const patch = { status: { loadBalancer: { ingress } } };
    const updated = await tolerate(['NotFound'], context.client.call<Service>('PATCH', path, patch));
    if (updated) context.caches.services.put(updated);
  }
  return freed;
}

function takeAddress({ network }: NodeContext, wanted: string | undefined): string | undefined {
  if (wanted === undefined) return network.allocate('loadBalancer');
  return network.claim('loadBalancer', wanted) ? wanted : undefined;
}
