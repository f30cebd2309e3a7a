import { isRecord } from '../../common/guards.ts';
import { kinds } from '../../kinds/index.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { readIngress } from '../loadbalancer/services.ts';
import type { ForwardTarget } from './port-forward.ts';

/** The pods that take the traffic of an address and port, by what the API says of Services; TCP only. */
export function findTargets(
  services: readonly KubeObject[],
  slices: readonly KubeObject[],
  address: string,
  port: number,
): ForwardTarget[] {
  return services.flatMap((service) => {
    const named = hasAddress(service, address) ? findPort(service, port) : undefined;
    return named === undefined ? [] : findPods(slices, service, named.name);
  });
}

/** Whether a pod is ready behind any TCP port of an address. */
export function hasTargets(services: readonly KubeObject[], slices: readonly KubeObject[], address: string): boolean {
  return services.some((service) => {
    const spec = isRecord(service.spec) ? service.spec : {};
    const ports = Array.isArray(spec.ports) ? spec.ports.filter(isRecord) : [];
    return ports.some(({ port }) => findTargets([service], slices, address, Number(port)).length > 0);
  });
}

/** Whether the address is one of a Service's: its own, a load balancer's, or an external one. */
export function hasAddress(service: KubeObject, address: string): boolean {
  const spec = isRecord(service.spec) ? service.spec : {};
  const lists = [readIngress(service), spec.clusterIPs, spec.externalIPs];
  return lists.some((list) => Array.isArray(list) && list.includes(address));
}

function findPort(service: KubeObject, port: number): { name: string } | undefined {
  const ports = isRecord(service.spec) && Array.isArray(service.spec.ports) ? service.spec.ports.filter(isRecord) : [];
  const found = ports.find((entry) => entry.port === port && (entry.protocol ?? 'TCP') === 'TCP');
  return found && { name: typeof found.name === 'string' ? found.name : '' };
}

function findPods(slices: readonly KubeObject[], service: KubeObject, portName: string): ForwardTarget[] {
  const own = slices.filter(
    ({ metadata }) =>
      metadata.namespace === service.metadata.namespace &&
      metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name,
  );
  return own.flatMap((slice) => {
    const ports = Array.isArray(slice.ports) ? slice.ports.filter(isRecord) : [];
    const port = ports.find(({ name }) => (name ?? '') === portName)?.port;
    if (typeof port !== 'number') return [];
    const endpoints = Array.isArray(slice.endpoints) ? slice.endpoints.filter(isRecord) : [];
    return endpoints
      .filter(isReady)
      .flatMap(({ targetRef }) =>
        isRecord(targetRef) && targetRef.kind === kinds.Pod.kind
          ? [{ namespace: slice.metadata.namespace ?? '', pod: String(targetRef.name), port }]
          : [],
      );
  });
}

function isReady({ conditions }: Record<string, unknown>): boolean {
  return !isRecord(conditions) || conditions.ready !== false;
}
