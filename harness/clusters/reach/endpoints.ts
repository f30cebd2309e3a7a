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

/**
 * Why no pod can be found behind an address and port though somebody may serve there: one phrase. Undefined where a pod is
 * there, or where the Service has nobody that is ready, as it is told to who connects to it.
 */
export function explainNoTarget(
  services: readonly KubeObject[],
  slices: readonly KubeObject[],
  address: string,
  port: number,
): string | undefined {
  const own = services.filter((service) => hasAddress(service, address));
  if (own.length === 0) return `no Service has the address ${address}, so that no port-forward leads there`;
  if (findTargets(own, slices, address, port).length > 0) return undefined;
  const foreign = own.find((service) => listEndpoints(slices, service).some((endpoint) => !readPod(endpoint)));
  if (!foreign) return undefined;
  const { namespace, name } = foreign.metadata;
  return `the endpoints of Service ${namespace}/${name} are no pods, so that no port-forward leads to ${address}`;
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
  return findSlices(slices, service).flatMap((slice) => {
    const ports = Array.isArray(slice.ports) ? slice.ports.filter(isRecord) : [];
    const port = ports.find(({ name }) => (name ?? '') === portName)?.port;
    if (typeof port !== 'number') return [];
    return listReady(slice).flatMap((endpoint) => {
      const pod = readPod(endpoint);
      return pod === undefined ? [] : [{ namespace: slice.metadata.namespace ?? '', pod, port }];
    });
  });
}

function findSlices(slices: readonly KubeObject[], { metadata }: KubeObject): KubeObject[] {
  return slices.filter((slice) => {
    const isOf = slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name;
    return isOf && slice.metadata.namespace === metadata.namespace;
  });
}

function listEndpoints(slices: readonly KubeObject[], service: KubeObject): Record<string, unknown>[] {
  return findSlices(slices, service).flatMap(listReady);
}

function listReady({ endpoints }: KubeObject): Record<string, unknown>[] {
  return Array.isArray(endpoints) ? endpoints.filter(isRecord).filter(isReady) : [];
}

/** Name of the pod that an endpoint is. */
function readPod({ targetRef }: Record<string, unknown>): string | undefined {
  return isRecord(targetRef) && targetRef.kind === kinds.Pod.kind ? String(targetRef.name) : undefined;
}

function isReady({ conditions }: Record<string, unknown>): boolean {
  return !isRecord(conditions) || conditions.ready !== false;
}
