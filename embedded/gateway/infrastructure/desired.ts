import { createHash } from 'node:crypto';
import type { InfrastructureMetadata, ServingPolicy } from '../behaviour/types.ts';
import { controllerName, gatewayNameLabel, ownerLabel, serviceNameLabel, sliceManagerLabel } from '../constants.ts';
import type { EndpointSlice, Service } from '../model/core.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Meta, StoredObject } from '../model/meta.ts';
import type { Frontend, ServedPort } from '../model/served.ts';
import { serviceKeys } from '../serving/addresses.ts';

const maxNameLength = 63;

/** Name of a Gateway's Service: a Gateway's name may be four times as long as a Service's. */
export function serviceName({ namespace, name }: { namespace: string; name: string }): string {
  const hash = createHash('sha256').update(`${namespace}/${name}`).digest('hex').slice(0, 8);
  const stem = name.replaceAll('.', '-').slice(0, maxNameLength - hash.length - 'gw--'.length);
  return `gw-${stem.replace(/-+$/, '')}-${hash}`;
}

export interface Instance {
  address: string;
}

/** The Services and EndpointSlices that lead a frontend's ports to the data plane: a pair for each of its addresses. */
export function desireInfrastructure(
  frontend: Frontend,
  owner: Gateway | undefined,
  instances: readonly Instance[],
  targetPort: (port: ServedPort) => number | undefined,
  policy: ServingPolicy,
): readonly (Service | EndpointSlice)[] {
  const ports = frontend.ports.flatMap((served): InfrastructurePort[] => {
    const target = targetPort(served);
    const protocol = served.transport === 'udp' ? 'UDP' : 'TCP';
    const name = `${protocol === 'UDP' ? 'udp' : 'port'}-${served.port}`;
    return target === undefined ? [] : [{ name, port: served.port, target, protocol }];
  });
  const { labels, annotations } = owner ? policy.infrastructureMetadata(owner) : { labels: {}, annotations: {} };
  return serviceKeys(frontend.key, owner, policy).flatMap(({ key, address }) => {
    const slash = key.indexOf('/');
    const metadata = {
      name: key.slice(slash + 1),
      namespace: key.slice(0, slash),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ...(owner ? { ownerReferences: [ownerReference(owner)] } : {}),
    };
    const own = { ...labels, [ownerLabel]: metadata.name };
    return [buildService(metadata, own, ports, address), buildSlice(metadata, own, ports, instances)];
  });
}

interface InfrastructurePort {
  name: string;
  port: number;
  target: number;
  protocol: 'TCP' | 'UDP';
}

/** What a Gateway's infrastructure is marked with. https://gateway-api.sigs.k8s.io/geps/gep-1762/ */
export function infrastructureMetadata({ metadata, spec }: Gateway): InfrastructureMetadata {
  const { labels, annotations } = spec.infrastructure ?? {};
  // A label's value may be no longer than a label of DNS.
  const name: Record<string, string> =
    metadata.name.length <= maxNameLength ? { [gatewayNameLabel]: metadata.name } : {};
  return { labels: { ...labels, ...name }, annotations: annotations ?? {} };
}

function buildService(
  metadata: Meta,
  labels: Record<string, string>,
  ports: readonly InfrastructurePort[],
  address: string | undefined,
): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, labels },
    spec: {
      type: 'LoadBalancer',
      ...(address === undefined ? {} : { loadBalancerIP: address }),
      ports: ports.map(({ name, port, target, protocol }) => ({ name, port, protocol, targetPort: target })),
    },
  };
}

function buildSlice(
  metadata: Meta,
  labels: Record<string, string>,
  ports: readonly InfrastructurePort[],
  instances: readonly Instance[],
): EndpointSlice {
  const manager = { [serviceNameLabel]: metadata.name, [sliceManagerLabel]: controllerName.replace('/', '-') };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...metadata, labels: { ...labels, ...manager } },
    addressType: 'IPv4',
    endpoints: instances.map(({ address }) => ({ addresses: [address], conditions: { ready: true } })),
    ports: ports.map(({ name, target, protocol }) => ({ name, port: target, protocol })),
  };
}

function ownerReference(owner: StoredObject) {
  const { name, uid = '' } = owner.metadata;
  return { apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true };
}
