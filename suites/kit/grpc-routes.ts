import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { Levelled } from '../../harness/scenario/level.ts';
import type { GrpcRequest, GrpcSaw } from '../../harness/scenario/traffic/grpc.ts';
import type { TrafficRow } from '../../harness/scenario/traffic.ts';
import { GATEWAY_API_VERSION, type HttpBackendRef, type ParentRef } from './gateway-api.ts';
import { namespaceOf } from './namespaces.ts';
import { backendRef, sharedParent } from './routes.ts';

/** The service of the echo backends; a second name that none of them has. */
export const ECHO_SERVICE = 'gateway_api_conformance.echo_basic.grpcecho.GrpcEcho';

export interface GrpcRouteMatch {
  method?: { type?: 'Exact' | 'RegularExpression'; service?: string; method?: string };
  headers?: readonly { type?: 'Exact' | 'RegularExpression'; name: string; value: string }[];
}

export interface GrpcRouteRule {
  name?: string;
  matches?: readonly GrpcRouteMatch[];
  filters?: readonly Readonly<Record<string, unknown>>[];
  backendRefs?: readonly HttpBackendRef[];
}

export interface GrpcRouteOptions {
  /** Label of the route's namespace; default: the main one. */
  namespace?: string;
  /** Default: the whole shared Gateway. */
  parents?: readonly ParentRef[];
  /** Default: the scenario's hostname. Empty: the field is left out. */
  hostnames?: readonly string[];
  rules: readonly GrpcRouteRule[];
}

/** A GRPCRoute, by default for the scenario's hostname on the shared Gateway. */
export function grpcRoute(
  env: ScenarioEnv,
  label: string,
  { namespace, parents, hostnames, rules }: GrpcRouteOptions,
): KubeObject {
  const names = hostnames ?? [env.hostname];
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'GRPCRoute',
    metadata: { name: env.name(label), namespace: namespaceOf(env, namespace) },
    spec: {
      parentRefs: parents ?? [sharedParent(env)],
      ...(names.length > 0 ? { hostnames: names } : {}),
      rules,
    },
  };
}

/** A rule for calls to one backend. */
export function callsTo(env: ScenarioEnv, backend: string, ...matches: GrpcRouteMatch[]): GrpcRouteRule {
  return { ...(matches.length > 0 ? { matches } : {}), backendRefs: [backendRef(env, backend)] };
}

/** A match on a method of the echo service, with headers. */
export function echoMethod(method: string, headers?: Readonly<Record<string, string>>): GrpcRouteMatch {
  return { method: { service: ECHO_SERVICE, method }, ...(headers ? withMetadata(headers) : {}) };
}

/** A match on exact header values, all of which are needed. */
export function withMetadata(headers: Readonly<Record<string, string>>): GrpcRouteMatch {
  return { headers: Object.entries(headers).map(([name, value]) => ({ name, value })) };
}

/** The call must reach the backend as it was sent, save for what is given as `saw`. */
export function reaches(
  name: string,
  send: GrpcRequest,
  backend: string,
  { saw, ...further }: Levelled & { saw?: GrpcSaw } = {},
): TrafficRow<'grpc'> {
  return { name, send, expect: { backend, ...(saw ? { saw } : {}) }, ...further };
}

/** A stream of so many messages, each of which must be answered before the next is sent. */
export function converses(name: string, send: Omit<GrpcRequest, 'stream'>, messages: number): TrafficRow<'grpc'> {
  return { name, send: { ...send, stream: messages }, expect: { streamed: messages } };
}

/** No rule takes the call: the Gateway itself answers. */
export function unimplemented(name: string, send: GrpcRequest, further: Levelled = {}): TrafficRow<'grpc'> {
  return { name, send, expect: { code: 'UNIMPLEMENTED' }, ...further };
}
