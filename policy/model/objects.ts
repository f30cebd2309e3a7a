/** The objects that the model reads, with the defaults of the API filled in. Everything else of an object is left aside. */

export interface Meta {
  /** Empty for a cluster-scoped object. */
  namespace: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  /** ISO 8601, to the second; empty where the object was never created. */
  createdAt: string;
  /** Undefined where the object was never created. */
  generation?: number;
  /** Whether it is being deleted. */
  deleting: boolean;
}

export interface GatewayClass {
  meta: Meta;
  controllerName: string;
}

/** A reference to an object of any kind. `namespace` is the referrer's own where the reference names none. */
export interface Reference {
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

export interface LabelSelector {
  matchLabels: Readonly<Record<string, string>>;
  matchExpressions: readonly { key: string; operator: string; values: readonly string[] }[];
}

export interface GroupKind {
  group: string;
  kind: string;
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

export interface ParentReference extends Reference {
  sectionName?: string;
  port?: number;
}

export interface BackendReference extends Reference {
  port?: number;
  weight: number;
  filters: readonly HttpFilter[];
}

export interface HeaderValue {
  name: string;
  value: string;
}

export interface HeaderChanges {
  set: readonly HeaderValue[];
  add: readonly HeaderValue[];
  remove: readonly string[];
}

/** `value` replaces the whole path (`full`) or what the rule's prefix matched (`prefix`). */
export interface PathChange {
  replace: 'full' | 'prefix';
  value: string;
}

export type HttpFilter =
  | { type: 'RequestHeaderModifier'; changes: HeaderChanges }
  | { type: 'ResponseHeaderModifier'; changes: HeaderChanges }
  | {
      type: 'RequestRedirect';
      scheme?: string;
      hostname?: string;
      path?: PathChange;
      port?: number;
      statusCode: number;
    }
  | { type: 'URLRewrite'; hostname?: string; path?: PathChange }
  | { type: 'RequestMirror'; backend: Reference & { port?: number }; share: number }
  | { type: 'CORS'; cors: Cors }
  /** A filter that the model knows nothing of. */
  | { type: 'Other'; name: string };

/** Which requests of other origins browsers may send. Absent lists are empty. */
export interface Cors {
  origins: readonly string[];
  credentials: boolean;
  methods: readonly string[];
  headers: readonly string[];
  exposed: readonly string[];
  /** Seconds. */
  maxAge: number;
}

export interface ValueMatch {
  type: string;
  name: string;
  value: string;
}

export interface HttpMatch {
  path: { type: string; value: string };
  headers: readonly ValueMatch[];
  query: readonly ValueMatch[];
  method?: string;
}

export interface HttpRule {
  name?: string;
  matches: readonly HttpMatch[];
  filters: readonly HttpFilter[];
  backends: readonly BackendReference[];
  /** As durations of the Gateway API: `10s`. */
  timeouts: { request?: string; backendRequest?: string };
  /** Undefined where requests of a session need not go to one and the same endpoint. */
  session?: { type: string; name?: string };
}

/** What routes of all kinds have. */
export interface RouteBase {
  meta: Meta;
  parents: readonly ParentReference[];
  /** Empty: every hostname. */
  hostnames: readonly string[];
}

export interface HttpRoute extends RouteBase {
  kind: 'HTTPRoute';
  rules: readonly HttpRule[];
}

/** An empty service or method is any. */
export interface GrpcMatch {
  type: string;
  service: string;
  method: string;
  headers: readonly ValueMatch[];
}

export interface GrpcRule {
  name?: string;
  matches: readonly GrpcMatch[];
  filters: readonly HttpFilter[];
  backends: readonly BackendReference[];
}

export interface GrpcRoute extends RouteBase {
  kind: 'GRPCRoute';
  rules: readonly GrpcRule[];
}

export interface StreamRule {
  name?: string;
  filters: readonly HttpFilter[];
  backends: readonly BackendReference[];
}

/** A route of connections or datagrams; only TLSRoutes have hostnames, which are server names. */
export interface StreamRoute extends RouteBase {
  kind: 'TLSRoute' | 'TCPRoute' | 'UDPRoute';
  rules: readonly StreamRule[];
}

export type Route = HttpRoute | GrpcRoute | StreamRoute;

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
