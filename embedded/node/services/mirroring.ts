import { isIP } from 'node:net';
import type { NodeContext } from '../kube/context.ts';
import { controllerReference, keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import type { Endpoint, EndpointAddress, EndpointSlice, EndpointSubset, Endpoints } from '../kube/services.ts';
import { keepSlices, type SliceMetadata } from './slice-writer.ts';
import { MANAGED_BY_LABEL, SERVICE_LABEL, type SliceContent } from './slices.ts';

const MIRRORER = 'endpointslicemirroring-controller.k8s.io';
const SKIP = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';
/** Of the object's last change, not of its content. */
const UNMIRRORED = [
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
];
const MOST_ADDRESSES = 1000;

/**
 * Keeps EndpointSlices like the Endpoints that somebody writes for a Service without selector.
 * https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export function startMirroringController(context: NodeContext): Queue {
  const { services, endpoints, endpointSlices } = context.caches;
  const queue = createQueue(reconcile, (key, error) =>
    context.log(`EndpointSlices of Endpoints ${key}: ${String(error)}`),
  );

  async function reconcile(key: string): Promise<void> {
    const [namespace, name] = splitKey(key);
    const source = endpoints.get(namespace, name);
    const service = services.get(namespace, name);
    // The slices of deleted Endpoints go with them, by their owner reference.
    if (!source || source.metadata.deletionTimestamp) return;
    const isMirrored = service !== undefined && !service.spec.selector && !isSkipped(source);
    const existing = endpointSlices.list(namespace).filter((slice) => isOurs(slice, name));
    await keepSlices(context, describeSlices(source), existing, isMirrored ? mirrorSubsets(source.subsets ?? []) : []);
  }

  services.onChange(({ before, now }) => {
    const service = now ?? before;
    if (service) queue.add(keyOf(service));
  });
  endpoints.onChange(({ now }) => now && queue.add(keyOf(now)));
  endpointSlices.onChange(({ before, now }) => {
    const slice = now ?? before;
    const name = slice?.metadata.labels?.[SERVICE_LABEL];
    if (slice && name !== undefined && isOurs(slice, name)) queue.add(`${slice.metadata.namespace}/${name}`);
  });
  return queue;
}

function isSkipped({ metadata: { labels, annotations } }: Endpoints): boolean {
  return labels?.[SKIP] === 'true' || annotations?.[LEADER] !== undefined;
}

function isOurs({ metadata: { labels, deletionTimestamp } }: EndpointSlice, service: string): boolean {
  return !deletionTimestamp && labels?.[SERVICE_LABEL] === service && labels[MANAGED_BY_LABEL] === MIRRORER;
}

function describeSlices(source: Endpoints): SliceMetadata {
  const { namespace, name, labels, annotations = {} } = source.metadata;
  return {
    namespace,
    service: name,
    labels: { ...labels, [SERVICE_LABEL]: name, [MANAGED_BY_LABEL]: MIRRORER },
    annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => !UNMIRRORED.includes(key))),
    owner: controllerReference('v1', 'Endpoints', source),
  };
}

/** A slice for each subset and kind of address. What is no address is left out, as are those beyond the first thousand. */
export function mirrorSubsets(subsets: readonly EndpointSubset[]): SliceContent[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }) => {
    const all = [
      ...addresses.map((address) => ({ address, ready: true })),
      ...notReadyAddresses.map((address) => ({ address, ready: false })),
    ];
    const known = all.filter(({ address }) => isIP(address.ip) > 0).slice(0, MOST_ADDRESSES);
    return ([4, 6] as const).flatMap((family) => {
      const endpoints = known
        .filter(({ address }) => isIP(address.ip) === family)
        .map(({ address, ready }) => mirrorAddress(address, ready));
      if (endpoints.length === 0) return [];
      const named = ports.map(({ name = '', protocol = 'TCP', ...port }) => ({ name, ...port, protocol }));
      return [{ addressType: `IPv${family}` as const, ports: named, endpoints }];
    });
  });
}

function mirrorAddress({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname && { hostname }),
    ...(nodeName && { nodeName }),
    ...(targetRef && { targetRef }),
  };
}
