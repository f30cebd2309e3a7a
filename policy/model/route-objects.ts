import type { Meta, Reference } from './common-objects.ts';

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
