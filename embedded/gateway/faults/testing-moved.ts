import type { Behaviour } from '../behaviour/types.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';

const api = 'gateway.networking.k8s.io/v1';
/** Two namespaces, and two names, that give the same text once they are joined by a dash. */
const twins = [
  ['moved', 'deeper-x'],
  ['moved-deeper', 'x'],
] as const;

function inBoth(object: (metadata: StoredObject['metadata'], number: number) => object): StoredObject[] {
  return twins.map(
    ([namespace, name], number) =>
      object({ namespace, name, uid: `${namespace}/${name}` } as StoredObject['metadata'], number) as StoredObject,
  );
}

/** A cluster whose routes have that many rules. */
function buildWorld(rules: number): StoredObject[] {
  return [
    ...inBoth((metadata) => ({
      apiVersion: api,
      kind: 'Gateway',
      metadata,
      spec: { gatewayClassName: 'c', listeners: [] },
    })),
    ...inBoth((metadata) => ({ apiVersion: 'v1', kind: 'Secret', metadata, data: {} })),
    ...inBoth((metadata) => ({ apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } })),
    ...inBoth((metadata, number) => ({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': metadata.name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [`10.0.0.${number}`] }],
    })),
    ...['HTTPRoute', 'GRPCRoute'].flatMap((kind) =>
      inBoth((metadata) => ({
        apiVersion: api,
        kind,
        metadata,
        spec: { parentRefs: [], rules: Array.from({ length: rules }, () => ({})) },
      })),
    ),
  ];
}

/** What is taken for the objects of a cluster before and after its routes lose a rule. */
export function describeMoved({ reading }: Behaviour): unknown {
  return [2, 1].map((rules) => {
    const { gateways, routes, secrets, slicesOf } = reading.objects(buildModel(buildWorld(rules)));
    return [gateways, routes, secrets, slicesOf].map((objects) => [...(objects as ReadonlyMap<string, unknown>)]);
  });
}
