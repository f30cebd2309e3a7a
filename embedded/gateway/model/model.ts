import type { EndpointSlice, Namespace, Secret, Service } from './core.ts';
import type { Gateway, GatewayClass, ReferenceGrant } from './gateway.ts';
import type { StoredObject } from './meta.ts';
import { keyOf } from './meta.ts';
import type { Route } from './route.ts';

/** Everything the gateway knows: the cached objects by `namespace/name`, unless it says otherwise. */
export interface Model {
  classes: ReadonlyMap<string, GatewayClass>;
  gateways: ReadonlyMap<string, Gateway>;
  /** Of all kinds, by `kind namespace/name`. */
  routes: ReadonlyMap<string, Route>;
  grants: ReadonlyMap<string, ReferenceGrant>;
  namespaces: ReadonlyMap<string, Namespace>;
  services: ReadonlyMap<string, Service>;
  slices: ReadonlyMap<string, EndpointSlice>;
  secrets: ReadonlyMap<string, Secret>;
}

const fieldOfKind = {
  GatewayClass: 'classes',
  Gateway: 'gateways',
  HTTPRoute: 'routes',
  GRPCRoute: 'routes',
  TLSRoute: 'routes',
  TCPRoute: 'routes',
  UDPRoute: 'routes',
  ReferenceGrant: 'grants',
  Namespace: 'namespaces',
  Service: 'services',
  EndpointSlice: 'slices',
  Secret: 'secrets',
} as const satisfies Record<string, keyof Model>;

/** A model of the objects given; kinds that the gateway does not read are left out. */
export function buildModel(objects: Iterable<StoredObject>): Model {
  const model: Record<keyof Model, Map<string, StoredObject>> = {
    classes: new Map(),
    gateways: new Map(),
    routes: new Map(),
    grants: new Map(),
    namespaces: new Map(),
    services: new Map(),
    slices: new Map(),
    secrets: new Map(),
  };
  for (const object of objects) {
    const field = (fieldOfKind as Record<string, keyof Model>)[object.kind];
    if (field) model[field].set(field === 'routes' ? `${object.kind} ${keyOf(object)}` : keyOf(object), object);
  }
  return model as unknown as Model;
}
