import { serviceNameLabel } from '../constants.ts';
import type { ClusterTrustBundle, ConfigMap, EndpointSlice, Namespace, Secret, Service } from './core.ts';
import type { Gateway, GatewayClass, ListenerSet } from './gateway.ts';
import type { Ingress, IngressClass } from './ingress.ts';
import type { StoredObject } from './meta.ts';
import { keyOf, namespaceOf } from './meta.ts';
import type { BackendTlsPolicy } from './policy.ts';
import type { ReferenceGrant } from './reference.ts';
import type { Route } from './route.ts';

/** Everything the gateway knows: the cached objects by `namespace/name`, unless it says otherwise. */
export interface Model {
  classes: ReadonlyMap<string, GatewayClass>;
  gateways: ReadonlyMap<string, Gateway>;
  listenerSets: ReadonlyMap<string, ListenerSet>;
  /** Of all kinds, by `kind namespace/name`. */
  routes: ReadonlyMap<string, Route>;
  policies: ReadonlyMap<string, BackendTlsPolicy>;
  ingressClasses: ReadonlyMap<string, IngressClass>;
  ingresses: ReadonlyMap<string, Ingress>;
  grants: ReadonlyMap<string, ReferenceGrant>;
  namespaces: ReadonlyMap<string, Namespace>;
  services: ReadonlyMap<string, Service>;
  slices: ReadonlyMap<string, EndpointSlice>;
  /** Of each Service, by its `namespace/name`. */
  slicesOf: ReadonlyMap<string, readonly EndpointSlice[]>;
  secrets: ReadonlyMap<string, Secret>;
  configMaps: ReadonlyMap<string, ConfigMap>;
  trustBundles: ReadonlyMap<string, ClusterTrustBundle>;
}

const fieldOfKind = {
  GatewayClass: 'classes',
  Gateway: 'gateways',
  ListenerSet: 'listenerSets',
  HTTPRoute: 'routes',
  GRPCRoute: 'routes',
  TLSRoute: 'routes',
  TCPRoute: 'routes',
  UDPRoute: 'routes',
  BackendTLSPolicy: 'policies',
  IngressClass: 'ingressClasses',
  Ingress: 'ingresses',
  ReferenceGrant: 'grants',
  Namespace: 'namespaces',
  Service: 'services',
  EndpointSlice: 'slices',
  Secret: 'secrets',
  ConfigMap: 'configMaps',
  ClusterTrustBundle: 'trustBundles',
} as const satisfies Record<string, Exclude<keyof Model, 'slicesOf'>>;

/** A model of the objects given; kinds that the gateway does not read are left out. */
export function buildModel(objects: Iterable<StoredObject>): Model {
  const kinds = new Map<string, Map<string, StoredObject>>();
  for (const object of objects) {
    const known = kinds.get(object.kind) ?? new Map<string, StoredObject>();
    kinds.set(object.kind, known.set(keyOf(object), object));
  }
  return renewModel(undefined, kinds, new Set(kinds.keys()));
}

/**
 * A model of the objects given by kind and key, with the maps of the last one where no kind of theirs has changed: what is
 * the same map holds the same objects.
 */
export function renewModel(
  last: Model | undefined,
  objects: ReadonlyMap<string, ReadonlyMap<string, StoredObject>>,
  changed: ReadonlySet<string>,
): Model {
  const kindsOf = (field: string) =>
    Object.entries(fieldOfKind).flatMap(([kind, own]) => (own === field ? [kind] : []));
  const fields = [...new Set(Object.values(fieldOfKind))].map((field) => {
    const kinds = kindsOf(field);
    if (last && !kinds.some((kind) => changed.has(kind))) return [field, last[field]] as const;
    // Kinds come in the order in which they were listed.
    const own = [...objects].filter(([kind]) => kinds.includes(kind));
    const prefixOf = (kind: string) => (field === 'routes' ? `${kind} ` : '');
    const keyed = own.flatMap(([kind, map]) =>
      [...map].map(([key, object]) => [prefixOf(kind) + key, object] as const),
    );
    return [field, new Map<string, StoredObject>(keyed)] as const;
  });
  const model = Object.fromEntries(fields) as unknown as Model;
  return {
    ...model,
    slicesOf: last?.slices === model.slices ? last.slicesOf : sortSlices(model.slices, last?.slicesOf),
  };
}

/** The slices by Service. A Service whose slices are those of before keeps its list. */
function sortSlices(slices: Model['slices'], last: Model['slicesOf'] = new Map()): Model['slicesOf'] {
  const sorted = new Map<string, EndpointSlice[]>();
  for (const slice of slices.values()) {
    const key = `${namespaceOf(slice)}/${slice.metadata.labels?.[serviceNameLabel]}`;
    const known = sorted.get(key);
    if (known) known.push(slice);
    else sorted.set(key, [slice]);
  }
  return new Map(
    [...sorted].map(([key, own]) => {
      const before = last.get(key) ?? [];
      const isSame = before.length === own.length && own.every((slice, index) => slice === before[index]);
      return [key, isSame ? before : own];
    }),
  );
}
