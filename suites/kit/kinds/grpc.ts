import type { GrpcExpectation } from '../../../harness/scenario/traffic/grpc.ts';
import { distribution, grpc, type TrafficRow } from '../../../harness/scenario/traffic.ts';
import { httpListener } from '../gateways.ts';
import { citing, composeRoute, frontShared, serveAll } from './compose.ts';
import type { KindExpectation, KindRow, RouteKit } from './types.ts';

const front = frontShared('http');

export const grpcRouteKit: RouteKit = {
  ...front,
  kind: 'GRPCRoute',
  features: ['Gateway', 'GRPCRoute'],
  serves: 'grpc',
  hasHostnames: true,
  listener: httpListener,
  backends: (definitions) => serveAll(definitions, 'grpc'),
  route: (env, label, spec) =>
    composeRoute(env, 'GRPCRoute', label, { hostnames: [env.hostname], parents: [front.parent(env)], ...spec }),
  traffic: ([first, ...rows], target = front.target) => grpc([toRow(first), ...rows.map(toRow)], target),
  distribution: ({ host, noBackend, ...shares }, target = front.target) =>
    distribution({
      ...shares,
      protocol: 'grpc',
      send: host === undefined ? {} : { authority: host },
      ...(noBackend === undefined ? {} : { answers: { UNAVAILABLE: noBackend } }),
      target,
    }),
};

function toRow(row: KindRow): TrafficRow<'grpc'> {
  const send = row.host === undefined ? {} : { authority: row.host };
  return { ...citing(row), send, expect: toExpectation(row.expect) };
}

function toExpectation(expect: KindExpectation): GrpcExpectation {
  if (expect === 'no-route') return { code: 'UNIMPLEMENTED' };
  return expect === 'no-backend' ? { code: 'UNAVAILABLE' } : expect;
}
