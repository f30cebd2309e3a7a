import type { BackendDefinition } from '../../harness/scenario/backends.ts';
import { distribution, grpc, http } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef, StatusStep } from '../../harness/scenario/steps.ts';
import type { GrpcRequest, GrpcSaw } from '../../harness/scenario/traffic/grpc.ts';
import type {
  BackendSaw,
  HttpRequest,
  RedirectExpectation,
  ResponseExpectation,
} from '../../harness/scenario/traffic/http.ts';
import type { DistributionOf, InsideTarget, TrafficRow, TrafficStep } from '../../harness/scenario/traffic.ts';
import type { HttpRouteRule, ParentRef } from './gateway-api.ts';
import { type GrpcRouteRule, grpcRoute } from './grpc-routes.ts';
import { namespaceOf } from './namespaces.ts';
import { attached } from './proves.ts';
import { httpRoute } from './routes.ts';

/** A backend as mesh scenarios have it: a Service with HTTP at port 80, for which no request needs to name a port. */
export const MESH_BACKEND: BackendDefinition = { serves: [{ serves: 'http', port: 80 }] };

/** The same for gRPC. */
export const MESH_GRPC_BACKEND: BackendDefinition = { serves: [{ serves: 'grpc', port: 7070 }] };

/** The Service that routes are attached to, whose own pod nothing should reach but the client's, and two that they lead to. */
export const MESH_BACKENDS = { echo: MESH_BACKEND, v1: MESH_BACKEND, v2: MESH_BACKEND };
/** Some of them. */
export function meshBackends(...labels: readonly string[]): Readonly<Record<string, BackendDefinition>> {
  return Object.fromEntries(labels.map((label) => [label, MESH_BACKEND]));
}

export const MESH_GRPC_BACKENDS = { echo: MESH_GRPC_BACKEND, v1: MESH_GRPC_BACKEND, v2: MESH_GRPC_BACKEND };

/** Requests to a Service, by default `echo` from its own pod. */
export function toService(
  service = 'echo',
  { from = 'echo', port }: { from?: string; port?: number } = {},
): InsideTarget {
  return { service, from, ...(port === undefined ? {} : { port }) };
}

/** Requests to the pod of a backend by the pod's address, at the port that its container listens at. */
export function toPod(pod: string, port: number, from = 'echo'): InsideTarget {
  return { pod, from, port };
}

/** A Service as parent. `from`: label of the route's namespace, where it is another one than the main. */
export function serviceParent(
  env: ScenarioEnv,
  label: string,
  { from, ...further }: Partial<ParentRef> & { from?: string } = {},
): ParentRef {
  const { name, namespace } = env.backend(label);
  const crosses = namespace !== namespaceOf(env, from);
  return { group: '', kind: 'Service', name, ...(crosses ? { namespace } : {}), ...further };
}

interface MeshRouteOptions<Rule> {
  /** Label of the route's namespace; default: the main one. */
  namespace?: string;
  /** Default: the whole Service `echo`. */
  parents?: readonly ParentRef[];
  hostnames?: readonly string[];
  rules: readonly Rule[];
}

/** An HTTPRoute of Services, without hostnames, which count for nothing there. */
export function meshRoute(env: ScenarioEnv, label: string, options: MeshRouteOptions<HttpRouteRule>): KubeObject {
  const parents = options.parents ?? [serviceParent(env, 'echo', { from: options.namespace })];
  return httpRoute(env, label, { hostnames: [], ...options, parents });
}

/** The same for calls. */
export function meshGrpcRoute(env: ScenarioEnv, label: string, options: MeshRouteOptions<GrpcRouteRule>): KubeObject {
  const parents = options.parents ?? [serviceParent(env, 'echo', { from: options.namespace })];
  return grpcRoute(env, label, { hostnames: [], ...options, parents });
}

/** Steps that send to the Service `echo`. */
export function meshHttp(rows: TrafficStep<'http'>['rows'], target = toService()): TrafficStep<'http'> {
  return http(rows, target);
}

export function meshGrpc(rows: TrafficStep<'grpc'>['rows'], target = toService()): TrafficStep<'grpc'> {
  return grpc(rows, target);
}

export function meshShares(
  step: Omit<DistributionOf<'http'>, 'kind' | 'target' | 'protocol'>,
  target = toService(),
): DistributionOf<'http'> {
  return distribution({ ...step, target });
}

/** The official tests of meshes ask no status. */
export function meshAttached(...routes: readonly ObjectRef[]): StatusStep[] {
  return attached(...routes).map((step) => ({ ...step, level: 'spec' }));
}

/**
 * Two rows: what the official test asks of a mesh's answer, which is who answered and with which headers, and all the rest,
 * which it does not look at.
 */
export function meshArrives(
  name: string,
  send: HttpRequest,
  backend: string,
  { saw = {}, response }: { saw?: BackendSaw; response?: ResponseExpectation } = {},
): [TrafficRow<'http'>, TrafficRow<'http'>] {
  const { headers, ...changed } = saw;
  const common = { backend, ...(response ? { response } : {}) };
  return [
    { name, send, expect: { ...common, saw: { ...(headers ? { headers } : {}), rest: 'any' } } },
    {
      name: `${name}, all of the request`,
      level: 'spec',
      send,
      expect: { ...common, saw: { ...changed, headers: { ...send.headers, ...headers } } },
    },
  ];
}

/** Two rows: the code, which the official test asks for, and where the redirect leads. */
export function meshRedirects(
  name: string,
  send: HttpRequest,
  redirect: RedirectExpectation,
): [TrafficRow<'http'>, TrafficRow<'http'>] {
  return [
    { name, send, expect: { status: redirect.status } },
    { name: `${name}, the place`, level: 'spec', send, expect: { redirect } },
  ];
}

/** The two rows of a call. */
export function meshReaches(
  name: string,
  send: GrpcRequest,
  backend: string,
  { metadata, ...saw }: GrpcSaw = {},
): [TrafficRow<'grpc'>, TrafficRow<'grpc'>] {
  const seen = metadata ? { metadata } : {};
  return [
    { name, send, expect: { backend, saw: { ...seen, rest: 'any' } } },
    {
      name: `${name}, all of the call`,
      level: 'spec',
      send,
      expect: { backend, saw: { ...saw, metadata: { ...send.metadata, ...metadata } } },
    },
  ];
}
