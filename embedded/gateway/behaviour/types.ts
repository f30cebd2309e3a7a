import type { ListenerOwner } from '../listeners/types.ts';
import type { EndpointSlice, Service, ServicePort } from '../model/core.ts';
import type { Gateway, GatewayClass, Listener, RouteKind } from '../model/gateway.ts';
import type { Model } from '../model/model.ts';
import type { GrantFrom, GrantTo, ReferenceGrant } from '../model/reference.ts';
import type { ParentRef, Route, RouteKindName, RouteRule } from '../model/route.ts';
import type {
  BackendProtocol,
  Certificate,
  CompiledBackend,
  Endpoint,
  Frontend,
  ListenerProtocol,
  ServedListener,
  Transport,
} from '../model/served.ts';
import type { Attachment } from '../routes/attachment.ts';
import type { BackendTlsBehaviour } from './backend-tls.ts';
import type { HttpBehaviour } from './http.ts';
import type { IngressPolicy } from './ingress.ts';
import type { FrontendPolicy, ListenerPolicy } from './listeners.ts';
import type { MeshPolicy } from './mesh.ts';
import type { GrpcPolicy, GrpcPrecedence, StreamPolicy, StreamPrecedence } from './routes.ts';
import type { SessionPolicy } from './sessions.ts';
import type { StatusPolicy } from './status.ts';

/** What is known of the cluster. */
export interface ReadingPolicy {
  /** The objects that all else follows from, given those that there are. */
  objects(model: Model): Model;
  /** Whether a class is one of this controller's. */
  ownsClass(gatewayClass: GatewayClass): boolean;
}

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

export interface HostnamePolicy {
  /** Host header to hostname: lower case, no port. */
  normalise(header: string): string;
  matches(pattern: string | undefined, host: string): boolean;
  /** The same for the name that a client asks for in a TLS handshake. */
  matchesServerName(pattern: string | undefined, name: string): boolean;
  /** Whether a route may attach to a listener, as far as hostnames go. */
  intersect(listener: string | undefined, route: string | undefined): boolean;
  /** The listeners whose routes may answer for the host; of several Gateways only where they share an address. */
  select(listeners: readonly ServedListener[], host: string): readonly ServedListener[];
}

export interface AttachmentPolicy {
  parentRefs(route: Route): readonly ParentRef[];
  hostnames(route: Route): readonly string[];
  parentNamespace(route: Route, ref: ParentRef): string;
  /** Whether a listener's owner is the parent of that kind and `namespace/name`. */
  ofParent(owner: ListenerOwner, kind: string, key: string): boolean;
  selects(ref: ParentRef, listener: Listener): boolean;
  /** Whether routes of a namespace may attach to a listener that stands in another, or in the same. */
  namespaceAllowed(listener: Listener, owner: string, namespace: string, labels: Record<string, string>): boolean;
  kindAllowed(supported: readonly RouteKind[], kind: string): boolean;
  /** Whether a route attaches to a listener that its hostnames do or do not meet. */
  hostnamesAllow(met: boolean): boolean;
  /** The kinds of the listener's list that are supported. */
  supportedKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): readonly RouteKind[];
  /** What became of a route's parents, from each by itself. */
  together(route: Route, attachments: readonly Attachment[]): readonly Attachment[];
  rules<Rule extends RouteRule>(rules: readonly Rule[]): readonly Rule[];
}

export interface BackendPolicy {
  endpoints(service: Service, port: ServicePort, slices: readonly EndpointSlice[]): readonly Endpoint[];
  /** How a kind of route, with or without TLS, speaks to a port of that application protocol; undefined where it cannot. */
  protocol(appProtocol: string | undefined, kind: RouteKindName, hasTls: boolean): BackendProtocol | undefined;
  /** Share of each backend, in the same order. */
  shares(backends: readonly CompiledBackend[]): readonly number[];
}

export interface InfrastructureMetadata {
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export interface ServingPolicy {
  /** What the data plane serves, given what it should. */
  frontends(desired: readonly Frontend[]): readonly Frontend[];
  /** The certificate for a server name; undefined fails the handshake. */
  certificate(listeners: readonly ServedListener[], serverName: string | undefined): Certificate | undefined;
  /** Whether the first message of a TLS client is read to its end, in whatever pieces it comes. */
  readsWholeHello: boolean;
  /** What is listened for at the port of a listener. */
  transport(protocol: ListenerProtocol): Transport;
  serviceName(gateway: { namespace: string; name: string }): string;
  /** The addresses that a Gateway is to have. */
  requestedAddresses(gateway: Gateway): readonly string[];
  /** Labels and annotations of what is made for a Gateway. */
  infrastructureMetadata(gateway: Gateway): InfrastructureMetadata;
}

/**
 * Every decision that a bad implementation might take otherwise. The conformant one is `conformant`; a fault replaces
 * one member.
 */
export interface Behaviour extends HttpBehaviour {
  reading: ReadingPolicy;
  grpc: GrpcPolicy;
  grpcPrecedence: GrpcPrecedence;
  streams: StreamPolicy;
  streamPrecedence: StreamPrecedence;
  listeners: ListenerPolicy;
  frontend: FrontendPolicy;
  backendTls: BackendTlsBehaviour;
  grants: GrantPolicy;
  hostnames: HostnamePolicy;
  attachment: AttachmentPolicy;
  backends: BackendPolicy;
  status: StatusPolicy;
  serving: ServingPolicy;
  sessions: SessionPolicy;
  mesh: MeshPolicy;
  ingress: IngressPolicy;
}
