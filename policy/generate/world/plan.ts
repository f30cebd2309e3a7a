/**
 * A world of all kinds of routes in small numbers: places in the lists below, counted on from the start again where a list
 * is shorter. The simplest choice is always the first.
 */
export interface WorldPlan {
  /** Place in `allowedSets`. */
  allowed: number;
  /** All TLS listeners end TLS; else they pass it through. */
  terminates: boolean;
  listeners: readonly WorldListener[];
  sets: readonly { namespace: number; age: number; listeners: readonly WorldListener[] }[];
  services: readonly WorldService[];
  /** Of routes of a kind, or of Gateways for Secrets. */
  grants: readonly { kind: number; from: number; namespace: number }[];
  routes: readonly WorldRoute[];
  policies: readonly { service: number; authority: number; section: boolean; age: number }[];
}

export interface WorldListener {
  /** Place in `listenerKinds`. */
  kind: number;
  /** Place in `listenerHostnames`. */
  hostname: number;
  from: number;
}

export interface WorldService {
  namespace: number;
  /** Pod behind it. */
  pod: number;
  /** 0: ready; 1: no endpoint is; 2: it does not exist. */
  state: number;
}

export interface WorldRoute {
  /** Place in `routeKinds`. */
  kind: number;
  namespace: number;
  name: number;
  /** Seconds after the oldest. */
  age: number;
  /** Places in `routeHostnames`. */
  hostnames: readonly number[];
  /** 0: the Gateway; beyond that the ListenerSet's place and one. */
  parent: number;
  /** 0: whole; beyond that the listener's place and one; one too many names one that is not there. */
  section: number;
  rules: readonly WorldRule[];
}

export interface WorldRule {
  matches: readonly { method: number; header: number; path: number }[];
  backends: readonly { service: number; weight: number; lost: boolean }[];
}

export const allowedSets = ['All', 'Same', 'Selector', 'None'] as const;

export const listenerKinds = [
  { protocol: 'HTTP', port: 80 },
  { protocol: 'TLS', port: 8443 },
  { protocol: 'TCP', port: 9000 },
  { protocol: 'UDP', port: 5300 },
  { protocol: 'HTTPS', port: 443 },
  { protocol: 'HTTP', port: 8080 },
  { protocol: 'TCP', port: 8080 },
] as const;

export const routeKinds = ['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'HTTPRoute'] as const;

/** Ports of each Service: what is spoken there. */
export const servicePorts = {
  HTTPRoute: { name: 'http', port: 8080, protocol: 'TCP', serves: 'http' },
  GRPCRoute: { name: 'grpc', port: 9090, protocol: 'TCP', serves: 'grpc' },
  TLSRoute: { name: 'tls', port: 8443, protocol: 'TCP', serves: 'tls' },
  TCPRoute: { name: 'lines', port: 9000, protocol: 'TCP', serves: 'tcp' },
  UDPRoute: { name: 'datagrams', port: 5300, protocol: 'UDP', serves: 'udp' },
} as const;

/** What echo servers of gRPC answer, those of the Gateway API's own among them. */
export const echoService = 'gateway_api_conformance.echo_basic.grpcecho.GrpcEcho';
export const echoMethods = ['Echo', 'EchoTwo', 'EchoThree'];

/** Service and method of a match; undefined: any. */
export const methods: readonly { service?: string; method?: string }[] = [
  {},
  { service: echoService },
  { service: echoService, method: 'Echo' },
  { service: echoService.slice(0, -1), method: 'Echo' },
  { service: echoService, method: 'EchoTwo' },
  { method: 'Echo' },
];

/** State of the CA certificate that a policy names. */
export const authorities = ['missing', 'no key', 'other kind', 'good'] as const;

export const teams = ['team-1', undefined, 'team-2'];
