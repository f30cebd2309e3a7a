import { createHash } from 'node:crypto';
import { controllerName, ownerLabel, serviceNameLabel, sliceManagerLabel } from '../constants.ts';
import type { EndpointSlice, Service } from '../model/core.ts';
import type { StoredObject } from '../model/meta.ts';
import type { Frontend, ServedPort } from '../model/served.ts';

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

/** The Service and EndpointSlice that lead a frontend's ports to the data plane. */
export function desireInfrastructure(
  frontend: Frontend,
  owner: StoredObject | undefined,
  instances: readonly Instance[],
  targetPort: (port: ServedPort) => number | undefined,
): { service: Service; slice: EndpointSlice } {
  const slash = frontend.key.indexOf('/');
  const metadata = {
    name: frontend.key.slice(slash + 1),
    namespace: frontend.key.slice(0, slash),
    ...(owner ? { ownerReferences: [ownerReference(owner)] } : {}),
  };
  const ports = frontend.ports.flatMap((served) => {
    const target = targetPort(served);
    const protocol = served.transport === 'udp' ? 'UDP' : 'TCP';
    const name = `${protocol === 'UDP' ? 'udp' : 'port'}-${served.port}`;
    return target === undefined ? [] : [{ name, port: served.port, target, protocol }];
  });
  return {
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, labels: { [ownerLabel]: metadata.name } },
      spec: {
        type: 'LoadBalancer',
        ports: ports.map(({ name, port, target, protocol }) => ({ name, port, protocol, targetPort: target })),
      },
    },
    slice: {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        ...metadata,
        labels: {
          [ownerLabel]: metadata.name,
          [serviceNameLabel]: metadata.name,
          [sliceManagerLabel]: controllerName.replace('/', '-'),
        },
      },
      addressType: 'IPv4',
      endpoints: instances.map(({ address }) => ({ addresses: [address], conditions: { ready: true } })),
      ports: ports.map(({ name, target, protocol }) => ({ name, port: target, protocol })),
    },
  };
}

function ownerReference(owner: StoredObject) {
  const { name, uid = '' } = owner.metadata;
  return { apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true };
}
