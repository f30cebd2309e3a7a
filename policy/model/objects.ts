/** The objects that the model reads, with the defaults of the API filled in. Everything else of an object is left aside. */

import type { GroupKind, LabelSelector, Meta, Reference } from './common-objects.ts';
import type { Route } from './route-objects.ts';

export type * from './common-objects.ts';
export type * from './route-objects.ts';

export interface GatewayClass {
  meta: Meta;
  controllerName: string;
}

export interface Listener {
  name: string;
  /** Undefined: every hostname. */
  hostname?: string;
  port: number;
  protocol: string;
  tls?: { mode: string; certificateRefs: readonly Reference[] };
  from: string;
  selector?: LabelSelector;
  /** Empty: those that the protocol allows. */
  kinds: readonly GroupKind[];
}

/** Namespaces that something is open to: `All`, `Same`, `Selector` or `None`. */
export interface AllowedNamespaces {
  from: string;
  selector?: LabelSelector;
}

export interface Gateway {
  meta: Meta;
  className: string;
  listeners: readonly Listener[];
  /** Whose ListenerSets it takes. */
  allowedSets: AllowedNamespaces;
  /** Addresses in its status. */
  addresses: readonly string[];
}

/** Listeners that join those of a Gateway. */
export interface ListenerSet {
  meta: Meta;
  parent: Reference;
  listeners: readonly Listener[];
}

/** What a listener is written in: a Gateway, or a ListenerSet. Of a mesh, the Service that it stands for. */
export interface Owner {
  kind: 'Gateway' | 'ListenerSet' | 'Service';
  meta: Meta;
}

export interface Grant {
  meta: Meta;
  from: readonly { group: string; kind: string; namespace: string }[];
  to: readonly { group: string; kind: string; name?: string }[];
}

export interface Service {
  meta: Meta;
  type: string;
  ports: readonly {
    name: string;
    port: number;
    protocol: string;
    targetPort?: number | string;
    appProtocol?: string;
  }[];
}

export interface EndpointSlice {
  meta: Meta;
  /** Name of its Service. */
  service: string;
  ports: readonly { name: string; port?: number }[];
  endpoints: readonly { addresses: readonly string[]; ready: boolean }[];
}

export interface Secret {
  meta: Meta;
  type: string;
  /** Values in base64. */
  data: Readonly<Record<string, string>>;
}

export interface ConfigMap {
  meta: Meta;
  data: Readonly<Record<string, string>>;
}

/** How a Gateway speaks TLS with a backend. */
export interface BackendTlsPolicy {
  meta: Meta;
  /** `section`: name of a port of the Service. */
  targets: readonly { group: string; kind: string; name: string; section?: string }[];
  authorities: readonly Reference[];
  wellKnown?: string;
  hostname: string;
  subjectAltNames: readonly { type: string; value: string }[];
}

export interface Namespace {
  meta: Meta;
}

/** Everything that the model looks at. */
export interface World {
  classes: readonly GatewayClass[];
  gateways: readonly Gateway[];
  listenerSets: readonly ListenerSet[];
  routes: readonly Route[];
  policies: readonly BackendTlsPolicy[];
  grants: readonly Grant[];
  services: readonly Service[];
  slices: readonly EndpointSlice[];
  secrets: readonly Secret[];
  configMaps: readonly ConfigMap[];
  namespaces: readonly Namespace[];
}

export const gatewayGroup = 'gateway.networking.k8s.io';

/** `namespace/name`, the form in which routes are compared by the alphabet. */
export function nameOf({ meta }: { meta: Meta }): string {
  return meta.namespace === '' ? meta.name : `${meta.namespace}/${meta.name}`;
}

/** The oldest goes first, then the first by name. What was never created is as old as anything. */
export function compareAge(a: { meta: Meta }, b: { meta: Meta }): number {
  return compareText(a.meta.createdAt, b.meta.createdAt) || compareText(nameOf(a), nameOf(b));
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
