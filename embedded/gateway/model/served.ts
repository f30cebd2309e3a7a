import type { GrpcMatch } from './grpc-route.ts';
import type { Retry, RouteFilter, RouteMatch, Timeouts } from './http-route.ts';
import type { CanaryOptions, IngressOptions } from './ingress-options.ts';
import type { SubjectAltName } from './policy.ts';
import type { BackendRef } from './route.ts';
import type { SessionPersistence } from './session.ts';

export interface Certificate {
  certificate: string;
  privateKey: string;
}

export interface Endpoint {
  address: string;
  port: number;
}

/** What is spoken to a backend. */
export type BackendProtocol = 'http' | 'h2c' | 'tcp' | 'udp';

/** How connections to a backend are secured. */
export interface BackendTls {
  /** `namespace/name` of the policy that says so. */
  policy: string;
  hostname: string;
  /** Certificates of those who are trusted, PEM, or those that the system trusts. */
  authorities: readonly string[] | 'system';
  subjectAltNames: readonly SubjectAltName[];
  /** Whoever answers is trusted. */
  isUnverified?: true;
}

/** How clients of a listener are to show who they are. */
export interface ServedValidation {
  /** Certificates of those who are trusted, PEM. */
  authorities: readonly string[];
  /** Whether others are served too. */
  allowsInvalid: boolean;
}

export interface CompiledBackend {
  ref: BackendRef;
  /** `namespace/name`; undefined where it could not be found. */
  service?: string;
  weight: number;
  /** Why traffic for it is answered with an error; undefined for a good reference. */
  invalid?: string;
  /** Why the gateway cannot speak TLS with it as a policy asks; what is passed through needs none of that. */
  unsecured?: string;
  endpoints: readonly Endpoint[];
  protocol: BackendProtocol;
  /** Undefined for connections in the clear. */
  tls?: BackendTls;
}

/** A filter with what it refers to. */
export interface CompiledFilter extends RouteFilter {
  /** Of a mirror. */
  backend?: CompiledBackend;
}

export interface HttpBackend extends CompiledBackend {
  filters: readonly CompiledFilter[];
}

/** A rule for requests. */
export interface CompiledRule {
  /** Unique among all rules: `kind namespace/name#index`. */
  id: string;
  filters: readonly CompiledFilter[];
  backends: readonly HttpBackend[];
  timeouts: Timeouts;
  retry?: Retry;
  /** How a client is kept with the endpoint that first answered it. */
  session?: SessionPersistence;
  /** The rule asks for something unsupported: its requests fail rather than go on without it. */
  rejected?: string;
}

/** A rule for connections or datagrams. */
export interface StreamRule {
  id: string;
  backends: readonly CompiledBackend[];
}

/** One rule of a route, for one of its hostnames. */
export interface Entry {
  /** `namespace/name` of the route. */
  route: string;
  created: string;
  ruleIndex: number;
  /** Of the route; undefined where it names none. */
  hostname?: string;
}

export interface HttpEntry extends Entry {
  kind: 'HTTPRoute';
  match: RouteMatch;
  rule: CompiledRule;
}

export interface GrpcEntry extends Entry {
  kind: 'GRPCRoute';
  match: GrpcMatch;
  rule: CompiledRule;
}

/** A path of an Ingress, or its default backend. */
export interface IngressEntry extends Entry {
  kind: 'Ingress';
  path: IngressPathMatch;
  rule: CompiledRule;
  /** What its annotations ask for. */
  options: IngressOptions;
  /** Whether its Ingress has a certificate for the host. */
  hasTls: boolean;
  /** Serves in the place of the rule, for some requests. */
  canary?: IngressCanary;
}

export interface IngressPathMatch {
  /** `Regular`: an expression that the beginning of the path must match. `Default`: whatever nothing else matches. */
  type: 'Exact' | 'Prefix' | 'Regular' | 'Default';
  value: string;
}

export interface IngressCanary {
  rule: CompiledRule;
  options: CanaryOptions;
}

/** What requests are routed by. */
export type RequestEntry = HttpEntry | GrpcEntry | IngressEntry;

/** What connections and datagrams are routed by. */
export interface StreamEntry extends Entry {
  kind: 'TLSRoute' | 'TCPRoute' | 'UDPRoute';
  rule: StreamRule;
}

export type RouteEntry = RequestEntry | StreamEntry;

export type ListenerProtocol = 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';

export interface ServedListener {
  /** `namespace/name` of the Gateway. */
  gateway: string;
  name: string;
  hostname?: string;
  port: number;
  protocol: ListenerProtocol;
  /** Of a TLS listener: whether the connection is led on as it comes. */
  passesThrough: boolean;
  certificates: readonly Certificate[];
  /** What is asked of clients; undefined for nothing. */
  validation?: ServedValidation;
  /** What the Gateway shows to backends. */
  clientCertificate?: Certificate;
  /** Both in order of precedence. */
  requests: readonly RequestEntry[];
  streams: readonly StreamEntry[];
}

/** What is listened for at a port: HTTP in the clear, TLS, or bare connections or datagrams. */
export type Transport = 'http' | 'tls' | 'tcp' | 'udp';

/** The listeners that share one port of one address. */
export interface ServedPort {
  port: number;
  transport: Transport;
  listeners: readonly ServedListener[];
}

/** What one load-balancer address serves. */
export interface Frontend {
  /** `namespace/name` of the Service that stands for it. */
  key: string;
  ports: readonly ServedPort[];
}

/** What clients reach at the cluster address of a Service through the mesh. */
export interface MeshFrontend extends Frontend {
  /** `namespace/name`. */
  service: string;
  address: string;
  /** Its pods, each with the port of the Service that leads there. */
  endpoints: readonly (Endpoint & { servicePort: number })[];
  /** Namespace of the only clients that it counts for; undefined for all others. */
  scope?: string;
}
