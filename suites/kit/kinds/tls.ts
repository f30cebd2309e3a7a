import type { TlsExpectation } from '../../../harness/scenario/traffic/tls.ts';
import { distribution, type TrafficRow, tls } from '../../../harness/scenario/traffic.ts';
import { tlsListener } from '../gateways.ts';
import { byRejection, citing, composeRoute, frontShared, serveAll } from './compose.ts';
import type { KindExpectation, KindRow, RouteKit } from './types.ts';

const front = frontShared('tls');

/** Passed through: the backend itself ends TLS. */
export const tlsRouteKit: RouteKit = {
  ...front,
  kind: 'TLSRoute',
  features: ['Gateway', 'TLSRoute'],
  serves: 'https',
  hasHostnames: true,
  listener: tlsListener,
  backends: (definitions) => serveAll(definitions, 'https'),
  route: (env, label, spec) =>
    composeRoute(env, 'TLSRoute', label, {
      hostnames: [env.hostname],
      ...spec,
      parents: spec.parents ?? [front.parent(env)],
    }),
  traffic: ([first, ...rows], target = front.target) => tls([toRow(first), ...rows.map(toRow)], target),
  distribution: ({ host, ...shares }, target = front.target) =>
    distribution({
      ...byRejection(shares),
      protocol: 'tls',
      send: host === undefined ? {} : { sni: host },
      target,
    }),
};

function toRow(row: KindRow): TrafficRow<'tls'> {
  const send = row.host === undefined ? {} : { sni: row.host };
  return { ...citing(row), send, expect: toExpectation(row.expect) };
}

/** There is no way to say why: a connection that leads nowhere is ended. */
function toExpectation(expect: KindExpectation): TlsExpectation {
  return expect === 'no-route' || expect === 'no-backend' ? { connection: 'refused' } : expect;
}
