import type { BackendDefinition, Serving } from '../../../harness/scenario/backends.ts';
import type { ScenarioEnv, SharedGateway } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { Levelled } from '../../../harness/scenario/level.ts';
import type { AnyTrafficStep, DistributionStep, TrafficTarget } from '../../../harness/scenario/traffic.ts';
import type { BackendRef, Listener, ParentRef } from '../gateway-api.ts';

export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute';

export interface KindRouteSpec {
  /** Label of the route's namespace; default: the main one. */
  namespace?: string;
  /** Default: `parent`. */
  parents?: readonly ParentRef[];
  /** Default: the scenario's hostname. Empty: the field is left out. Kinds without hostnames have no such field. */
  hostnames?: readonly string[];
  backendRefs: readonly BackendRef[];
}

/** Who must answer. `no-route`: no route takes it. `no-backend`: a route takes it, all of whose backends are invalid. */
export type KindExpectation =
  | { backend: string }
  | { oneOf: readonly [string, ...string[]] }
  | 'no-route'
  | 'no-backend';

/** A request that any kind of route can carry. */
export interface KindRow extends Levelled {
  name: string;
  /** Hostname, where the kind has such; default: the scenario's. */
  host?: string;
  expect: KindExpectation;
}

export interface KindShares extends Levelled {
  name: string;
  host?: string;
  weights: Readonly<Record<string, number>>;
  /** Weight of what goes to invalid backends. Datagrams cannot tell it: some may be lost. */
  noBackend?: number;
  tolerance: number;
}

/** What differs between kinds of routes, where the specification says the same of several. */
export interface RouteKit {
  kind: RouteKind;
  /** What every scenario of such routes needs. */
  features: readonly ['Gateway', RouteKind];
  /** What their backends serve. */
  serves: Serving;
  /** Whether routes of one listener are told apart by hostname; else a listener serves one route. */
  hasHostnames: boolean;
  /** Shared Gateways that the front is one of; none where it is of the scenario's own. */
  gateways: readonly SharedGateway[];
  /** The Gateway that requests go to by default, where it is of the scenario's own: `Gateway/front`. */
  front(env: ScenarioEnv): KubeObject[];
  parent(env: ScenarioEnv): ParentRef;
  target: TrafficTarget;
  /** A listener for such routes, on the port that is usual for them. */
  listener(name: string, further?: Partial<Listener>): Listener;
  /** Backends by label that such routes can lead to. */
  backends(definitions: Readonly<Record<string, BackendDefinition>>): Record<string, BackendDefinition>;
  /** A route with one rule. */
  route(env: ScenarioEnv, label: string, spec: KindRouteSpec): KubeObject;
  /** Requests in the protocol of the kind; to the front unless told otherwise. */
  traffic(rows: readonly [KindRow, ...KindRow[]], target?: TrafficTarget): AnyTrafficStep;
  distribution(shares: KindShares, target?: TrafficTarget): DistributionStep;
}
