import type { HttpExpectation } from '../../../harness/scenario/traffic/http.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import { distribution, http } from '../../../harness/scenario/traffic.ts';
import { httpListener } from '../gateways.ts';
import { citing, composeRoute, frontShared, serveAll } from './compose.ts';
import type { KindExpectation, KindRow, RouteKit } from './types.ts';

const front = frontShared('http');

export const httpRouteKit: RouteKit = {
  ...front,
  kind: 'HTTPRoute',
  features: ['Gateway', 'HTTPRoute'],
  serves: 'http',
  hasHostnames: true,
  listener: httpListener,
  backends: (definitions) => serveAll(definitions, 'http'),
  route: (env, label, spec) =>
    composeRoute(env, 'HTTPRoute', label, { hostnames: [env.hostname], parents: [front.parent(env)], ...spec }),
  traffic: ([first, ...rows], target = front.target) => http([toRow(first), ...rows.map(toRow)], target),
  distribution: ({ host, noBackend, ...shares }, target = front.target) =>
    distribution({
      ...shares,
      send: { ...(host === undefined ? {} : { host }) },
      ...(noBackend === undefined ? {} : { answers: { 500: noBackend } }),
      target,
    }),
};

function toRow(row: KindRow): HttpRow {
  return { ...citing(row), send: row.host === undefined ? {} : { host: row.host }, expect: toExpectation(row.expect) };
}

function toExpectation(expect: KindExpectation): HttpExpectation {
  if (expect === 'no-route') return { status: 404 };
  return expect === 'no-backend' ? { status: 500 } : expect;
}
