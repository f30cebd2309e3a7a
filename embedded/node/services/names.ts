import { isIP } from 'node:net';
import type { Caches } from '../kube/context.ts';
import { isHeadless } from './admission.ts';
import { SERVICE_LABEL } from './slices.ts';

/** After a Service's and its namespace's name. */
const SUFFIXES = ['', '.svc', '.svc.cluster.local'];

/**
 * The address that the cluster's DNS has for a name, asked from a namespace; an address is its own. Of a headless Service
 * it is one of its ready pods' (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
 */
export function findServiceAddress(
  { services, endpointSlices }: Pick<Caches, 'services' | 'endpointSlices'>,
  host: string,
  namespace: string,
): string | undefined {
  if (isIP(host)) return host;
  const [name = '', place = namespace, ...rest] = host.toLowerCase().replace(/\.$/, '').split('.');
  if (!SUFFIXES.includes(rest.map((part) => `.${part}`).join(''))) return undefined;
  const service = services.get(place, name);
  if (!service) return undefined;
  if (!isHeadless(service)) return service.spec.clusterIP;
  const slices = endpointSlices.list(place).filter(({ metadata }) => metadata.labels?.[SERVICE_LABEL] === name);
  const ready = slices
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready ?? true);
  return ready[0]?.addresses[0];
}
