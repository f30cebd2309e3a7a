import type { Retry, RouteFilter, RouteMatch, Timeouts } from './http-route.ts';
import type { BackendRef } from './route.ts';

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

export interface CompiledBackend {
  ref: BackendRef;
  weight: number;
  /** Why traffic for it is answered with an error; undefined for a good reference. */
  invalid?: string;
  endpoints: readonly Endpoint[];
  protocol: BackendProtocol;
}

/** A filter with what it refers to. */
export interface CompiledFilter extends RouteFilter {
  /** Of a mirror. */
  backend?: CompiledBackend;
}

export interface HttpBackend extends CompiledBackend {
  filters: readonly CompiledFilter[];
}

export interface CompiledRule {
  /** Unique among all rules: `namespace/name#index`. */
  id: string;
  filters: readonly CompiledFilter[];
  backends: readonly HttpBackend[];
  timeouts: Timeouts;
  retry?: Retry;
  /** The rule asks for something unsupported: its requests fail rather than go on without it. */
  rejected?: string;
}

/** One match of one rule, for one hostname of its route. */
export interface RouteEntry {
  /** `namespace/name` of the route. */
  route: string;
  created: string;
  ruleIndex: number;
  /** Of the route; undefined where it names none. */
  hostname?: string;
  match: RouteMatch;
  rule: CompiledRule;
}

export interface ServedListener {
  /** `namespace/name` of the Gateway. */
  gateway: string;
  name: string;
  hostname?: string;
  port: number;
  protocol: 'HTTP' | 'HTTPS';
  certificates: readonly Certificate[];
  /** In order of precedence. */
  entries: readonly RouteEntry[];
}

/** The listeners that share one port of one address. */
export interface ServedPort {
  port: number;
  protocol: 'HTTP' | 'HTTPS';
  listeners: readonly ServedListener[];
}

/** What one load-balancer address serves. */
export interface Frontend {
  /** `namespace/name` of the Service that stands for it. */
  key: string;
  ports: readonly ServedPort[];
}
