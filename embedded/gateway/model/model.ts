import type { ClusterTrustBundle, ConfigMap, EndpointSlice, Namespace, Secret, Service } from './core.ts';
import type { Gateway, GatewayClass, ListenerSet } from './gateway.ts';
import type { Ingress, IngressClass } from './ingress.ts';
import type { StoredObject } from './meta.ts';
import { keyOf } from './meta.ts';
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
} as const satisfies Record<string, keyof Model>;

/** A model of the objects given; kinds that the gateway does not read are left out. */
export function buildModel(objects: Iterable<StoredObject>): Model {
  const fields = [...new Set(Object.values(fieldOfKind))];
  const model = Object.fromEntries(fields.map((field) => [field, new Map<string, StoredObject>()]));
  for (const object of objects) {
    const field = (fieldOfKind as Record<string, keyof Model>)[object.kind];
    const key = field === 'routes' ? `${object.kind} ${keyOf(object)}` : keyOf(object);
    if (field) model[field]?.set(key, object);
  }
  return model as unknown as Model;
}
