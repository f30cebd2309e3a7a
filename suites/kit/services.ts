import { isIPv6 } from 'node:net';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';

export interface ServicePort {
  name: string;
  port: number;
  /** Number, or the name of a container's port. */
  targetPort: number | string;
  protocol?: 'TCP' | 'UDP';
  appProtocol?: string;
}

export interface ServiceSpec {
  name: string;
  namespace: string;
  ports: readonly ServicePort[];
  selector?: Readonly<Record<string, string>>;
  headless?: boolean;
}

export function service(spec: ServiceSpec): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: spec.name, namespace: spec.namespace },
    spec: {
      ...(spec.headless ? { clusterIP: 'None' } : {}),
      ...(spec.selector ? { selector: spec.selector } : {}),
      ports: spec.ports.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' })),
    },
  };
}

export interface EndpointSlicesSpec {
  service: { name: string; namespace: string };
  addresses: readonly string[];
  /** Port names are those of the Service; the numbers are the pods'. */
  ports: readonly { name: string; port: number; protocol?: 'TCP' | 'UDP'; appProtocol?: string }[];
}

/** Hand-written endpoints of a Service without selector: one EndpointSlice for each address family that there is. */
export function endpointSlices(spec: EndpointSlicesSpec): KubeObject[] {
  const families = [
    { addressType: 'IPv4', addresses: spec.addresses.filter((address) => !isIPv6(address)) },
    { addressType: 'IPv6', addresses: spec.addresses.filter((address) => isIPv6(address)) },
  ];
  return families
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ addressType, addresses }) => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${spec.service.name}-${addressType.toLowerCase()}`,
        namespace: spec.service.namespace,
        labels: {
          'kubernetes.io/service-name': spec.service.name,
          'endpointslice.kubernetes.io/managed-by': 'gwconf',
        },
      },
      addressType,
      endpoints: addresses.map((address) => ({
        addresses: [address],
        conditions: { ready: true, serving: true, terminating: false },
      })),
      ports: spec.ports.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' })),
    }));
}
