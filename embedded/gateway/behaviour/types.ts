import type { EndpointSlice, Service, ServicePort } from '../model/core.ts';
import type {
  Gateway,
  GrantFrom,
  GrantTo,
  Listener,
  ListenerStatus,
  ReferenceGrant,
  RouteKind,
} from '../model/gateway.ts';
import type { HttpRouteRule, RequestRedirect, RouteMatch } from '../model/http-route.ts';
import type { Condition, DesiredCondition } from '../model/meta.ts';
import type { ParentRef, Route, RouteKindName } from '../model/route.ts';
import type { Certificate, CompiledBackend, Endpoint, Frontend, RouteEntry, ServedListener } from '../model/served.ts';

/** A reference from one namespace into another. */
export interface CrossReference {
  from: { group: string; kind: string; namespace: string };
  to: { group: string; kind: string; namespace: string; name: string };
}

export interface GrantPolicy {
  /** Whether the reference needs a grant at all. */
  needed(reference: CrossReference): boolean;
  /** Whether the grant stands where it can speak for the target. */
  inScope(grant: ReferenceGrant, reference: CrossReference): boolean;
  from(entry: GrantFrom, reference: CrossReference): boolean;
  to(entry: GrantTo, reference: CrossReference): boolean;
  /** The last word, given what the grants say. */
  verdict(reference: CrossReference, granted: boolean): boolean;
}

export interface MatchPolicy {
  exactPath(expected: string, path: string): boolean;
  prefixPath(prefix: string, path: string): boolean;
  headerName(expected: string, name: string): boolean;
  headerValue(expected: string, value: string): boolean;
  /** Joins the results of a match's header conditions. */
  joinHeaders(results: readonly boolean[]): boolean;
  method(expected: string, method: string): boolean;
  queryValue(expected: string, value: string): boolean;
}

export const precedenceCriteria = [
  'hostname',
  'exactPath',
  'prefixLength',
  'method',
  'headerCount',
  'queryCount',
  'age',
  'name',
  'ruleOrder',
] as const;

export type PrecedencePolicy = Record<(typeof precedenceCriteria)[number], (a: RouteEntry, b: RouteEntry) => number>;

export interface HostnamePolicy {
  /** Host header to hostname: lower case, no port. */
  normalise(header: string): string;
  matches(pattern: string | undefined, host: string): boolean;
  /** Whether a route may attach to a listener, as far as hostnames go. */
  intersect(listener: string | undefined, route: string | undefined): boolean;
  /** The listeners whose routes may answer for the host; of several Gateways only where they share an address. */
  select(listeners: readonly ServedListener[], host: string): readonly ServedListener[];
}

export interface AttachmentPolicy {
  parentRefs(route: Route): readonly ParentRef[];
  parentNamespace(route: Route, ref: ParentRef): string;
  selects(ref: ParentRef, listener: Listener): boolean;
  namespaceAllowed(listener: Listener, gateway: Gateway, namespace: string, labels: Record<string, string>): boolean;
  kindAllowed(supported: readonly RouteKind[], kind: string): boolean;
  /** Whether a route attaches to a listener that its hostnames do or do not meet. */
  hostnamesAllow(met: boolean): boolean;
  /** The kinds of the listener's list that are supported. */
  supportedKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): readonly RouteKind[];
  rules(rules: readonly HttpRouteRule[]): readonly HttpRouteRule[];
}

export interface BackendPolicy {
  endpoints(service: Service, port: ServicePort, slices: readonly EndpointSlice[]): readonly Endpoint[];
  /** Share of each backend, in the same order. */
  shares(backends: readonly CompiledBackend[]): readonly number[];
}

/** Status codes of the answers that the gateway itself gives. */
export interface AnswerPolicy {
  noMatch: number;
  noBackend: number;
  invalidBackend: number;
  noEndpoints: number;
  misdirected: number;
}

/** A header as it stands in the message: name and value. */
export type HeaderLine = readonly [name: string, value: string];

export interface FilterPolicy {
  setHeader(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[];
  addHeader(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[];
  removeHeader(lines: readonly HeaderLine[], name: string): readonly HeaderLine[];
  redirect(filter: RequestRedirect, request: RedirectInput): { status: number; location: string };
}

export interface RedirectInput {
  scheme: 'http' | 'https';
  host: string;
  /** Port of the listener. */
  port: number;
  /** Path and query as received. */
  target: string;
  match: RouteMatch;
}

export interface ForwardPolicy {
  /** Request target sent to the backend, from the one received. */
  target(received: string): string;
  /** Host header sent to the backend. */
  host(received: string, endpoint: Endpoint): string;
}

export type ObjectKind = 'GatewayClass' | 'Gateway' | 'Listener' | RouteKindName;

export interface StatusPolicy {
  /** Reason as written, from the specification's. */
  reason(kind: ObjectKind, type: string, reason: string): string;
  observedGeneration(kind: ObjectKind, generation: number): number | undefined;
  /** Conditions as written, from the right ones. */
  conditions(kind: ObjectKind, conditions: readonly DesiredCondition[]): readonly DesiredCondition[];
  ownsCondition(type: string): boolean;
  ownsParent(controllerName: string): boolean;
  /** Count as written, from the routes accepted by the listener and the ones that refer to it. */
  attachedRoutes(listener: string, accepted: number, referring: number): number;
  writtenKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): readonly RouteKind[];
  /** Addresses as written, in a generation of the Gateway. */
  addresses(addresses: readonly string[], generation: number): readonly string[];
  hasAddress(addresses: readonly string[]): boolean;
  /** Listener entries as written, from the ones that stand and the ones that should. */
  listeners(existing: readonly ListenerStatus[], desired: readonly ListenerStatus[]): ListenerStatus[];
  /** Whether an object's status may be written in this generation. */
  writes(kind: string, uid: string, generation: number): boolean;
  transition(previous: Condition | undefined, next: DesiredCondition, now: string): string;
}

export interface ServingPolicy {
  /** What the data plane serves, given what it should. */
  frontends(desired: readonly Frontend[]): readonly Frontend[];
  /** The certificate for a server name; undefined fails the handshake. */
  certificate(listeners: readonly ServedListener[], serverName: string | undefined): Certificate | undefined;
  /** Whether the port of the listener expects a TLS handshake. */
  usesTls(listener: { protocol: string }): boolean;
  serviceName(gateway: { namespace: string; name: string }): string;
}

/**
 * Every decision that a bad implementation might take otherwise. The conformant one is `conformant`; a fault replaces
 * one member.
 */
export interface Behaviour {
  grants: GrantPolicy;
  matching: MatchPolicy;
  precedence: PrecedencePolicy;
  hostnames: HostnamePolicy;
  attachment: AttachmentPolicy;
  backends: BackendPolicy;
  answers: AnswerPolicy;
  filters: FilterPolicy;
  forwarding: ForwardPolicy;
  status: StatusPolicy;
  serving: ServingPolicy;
}
