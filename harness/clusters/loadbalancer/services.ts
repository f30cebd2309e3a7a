import { isRecord } from '../../common/guards.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Family } from './addresses.ts';

/** What of a Service decides about its addresses. */
export interface BalancedService {
  uid: string;
  namespace: string;
  name: string;
  families: readonly Family[];
  /** `spec.loadBalancerIP`, which implementations set for a Gateway's static address. */
  wanted?: string;
  /** Traffic must enter at a node that has one of its pods. */
  local: boolean;
  /** Addresses in its status. */
  ingress: readonly string[];
  resourceVersion: string;
}

/** Ours, so that a Service can ask for it by name. */
export const loadBalancerClass = 'gwconf.dev/kind';

/** The Services that want an address and leave it to the cluster's load balancer, or to ours by name. */
export function findBalanced(services: readonly KubeObject[]): BalancedService[] {
  return services.flatMap((service) => {
    const spec = isRecord(service.spec) ? service.spec : {};
    if (spec.type !== 'LoadBalancer' || service.metadata.deletionTimestamp !== undefined) return [];
    if (spec.loadBalancerClass !== undefined && spec.loadBalancerClass !== loadBalancerClass) return [];
    return [
      {
        uid: service.metadata.uid ?? '',
        namespace: service.metadata.namespace ?? '',
        name: service.metadata.name,
        families: readFamilies(spec.ipFamilies),
        ...(typeof spec.loadBalancerIP === 'string' && spec.loadBalancerIP !== ''
          ? { wanted: spec.loadBalancerIP }
          : {}),
        local: spec.externalTrafficPolicy === 'Local',
        ingress: readIngress(service),
        resourceVersion: service.metadata.resourceVersion ?? '',
      },
    ];
  });
}

/** IP addresses of `status.loadBalancer.ingress`; a hostname counts too, since somebody must have written it. */
export function readIngress(service: KubeObject): string[] {
  const status = isRecord(service.status) ? service.status : {};
  const balancer = isRecord(status.loadBalancer) ? status.loadBalancer : {};
  const entries = (Array.isArray(balancer.ingress) ? balancer.ingress : []).filter(isRecord);
  return entries.flatMap(({ ip, hostname }) => [ip, hostname]).filter((entry) => typeof entry === 'string');
}

function readFamilies(value: unknown): Family[] {
  const families = Array.isArray(value) ? value.filter((entry) => entry === 'IPv4' || entry === 'IPv6') : [];
  return families.length > 0 ? families : ['IPv4'];
}

/** Nodes with a ready endpoint of the Service, sorted. */
export function findNodes(
  slices: readonly KubeObject[],
  service: Pick<BalancedService, 'namespace' | 'name'>,
): string[] {
  const nodes = slices
    .filter(
      ({ metadata }) =>
        metadata.namespace === service.namespace && metadata.labels?.['kubernetes.io/service-name'] === service.name,
    )
    .flatMap(({ endpoints }) => (Array.isArray(endpoints) ? endpoints.filter(isRecord) : []))
    .filter(({ conditions }) => !isRecord(conditions) || conditions.ready !== false)
    .map(({ nodeName }) => nodeName)
    .filter((node): node is string => typeof node === 'string');
  return [...new Set(nodes)].sort();
}
