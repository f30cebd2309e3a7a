import { hasCondition } from '../kube/conditions.ts';
import type { Pod } from '../kube/objects.ts';
import type { Endpoint, EndpointPort, EndpointSlice, Service, ServicePort } from '../kube/services.ts';

export const SERVICE_LABEL = 'kubernetes.io/service-name';
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
export const MANAGER = 'endpointslice-controller.k8s.io';

/** Ports and endpoints of one slice; a service has several where pods resolve its named ports differently. */
export interface SliceContent {
  /** IPv4 unless told. */
  addressType?: 'IPv4' | 'IPv6';
  ports: EndpointPort[];
  endpoints: Endpoint[];
}

/** What the slices of a service with a selector should hold, at least one, in a stable order. */
export function buildSlices(service: Service, pods: readonly Pod[], nodeName: string): SliceContent[] {
  const groups = new Map<string, SliceContent>();
  const sorted = [...pods].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  for (const pod of sorted) {
    if (!pod.status?.podIP || pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') continue;
    const ports = resolvePorts(service.spec.ports ?? [], pod);
    const group = groups.get(JSON.stringify(ports)) ?? { ports, endpoints: [] };
    group.endpoints.push(buildEndpoint(service, pod, pod.status.podIP, nodeName));
    groups.set(JSON.stringify(ports), group);
  }
  if (groups.size === 0) return [{ ports: [], endpoints: [] }];
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function resolvePorts(ports: readonly ServicePort[], pod: Pod): EndpointPort[] {
  return ports.flatMap(({ name = '', port, targetPort = port, protocol = 'TCP', appProtocol }) => {
    const number = typeof targetPort === 'number' ? targetPort : findPort(pod, targetPort, protocol);
    // A pod without the named port serves the service's other ports only.
    return number === undefined ? [] : [{ name, port: number, protocol, ...(appProtocol && { appProtocol }) }];
  });
}

function findPort(pod: Pod, name: string, protocol: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
}

function buildEndpoint(service: Service, pod: Pod, ip: string, nodeName: string): Endpoint {
  const serving = hasCondition(pod.status?.conditions, 'Ready');
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { name, namespace, uid } = pod.metadata;
  return {
    addresses: [ip],
    conditions: { ready, serving, terminating },
    nodeName,
    targetRef: { kind: 'Pod', name, namespace, uid },
  };
}

/** Where a service's port leads now: ready endpoints of all its slices, whoever made them. */
export function listTargets(slices: readonly EndpointSlice[], port: ServicePort): { host: string; port: number }[] {
  const targets = new Map<string, { host: string; port: number }>();
  for (const slice of slices) {
    const matching = slice.ports?.find(
      ({ name = '', protocol = 'TCP' }) => name === (port.name ?? '') && protocol === (port.protocol ?? 'TCP'),
    );
    if (!matching?.port || slice.addressType !== 'IPv4') continue;
    for (const { addresses, conditions } of slice.endpoints ?? []) {
      const [host] = addresses;
      // Absent or null means that the maker of the slice does not know: to be read as ready.
      if (host !== undefined && (conditions?.ready ?? true)) {
        targets.set(`${host}:${matching.port}`, { host, port: matching.port });
      }
    }
  }
  return [...targets.values()];
}
