import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { grpcRouteKit } from './grpc.ts';
import { httpRouteKit } from './http.ts';
import { tcpRouteKit } from './tcp.ts';
import { tlsRouteKit } from './tls.ts';
import type { RouteKind, RouteKit } from './types.ts';
import { udpRouteKit } from './udp.ts';

export { tcpListener } from './tcp.ts';
export type { KindExpectation, KindRouteSpec, KindRow, KindShares, RouteKind, RouteKit } from './types.ts';
export { udpListener } from './udp.ts';

/** How scenarios speak of each kind of route. */
export const ROUTE_KITS: Readonly<Record<RouteKind, RouteKit>> = {
  HTTPRoute: httpRouteKit,
  GRPCRoute: grpcRouteKit,
  TLSRoute: tlsRouteKit,
  TCPRoute: tcpRouteKit,
  UDPRoute: udpRouteKit,
};

/**
 * One scenario for each of these kinds of routes, where the specification says the same of all of them. Each has an id of
 * its own, for instance `Spec${kind}GrantRevoked`.
 */
export function variants(
  kinds: readonly RouteKind[],
  define: (kit: RouteKit) => ScenarioDefinition,
): ScenarioDefinition[] {
  return kinds.map((kind) => define(ROUTE_KITS[kind]));
}
