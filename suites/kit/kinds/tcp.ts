import { distribution, type TrafficRow, tcp } from '../../../harness/scenario/traffic.ts';
import type { Listener } from '../gateway-api.ts';
import { FROM_ALL } from '../gateways.ts';
import { byRejection, citing, composeRoute, frontOwn, serveAll } from './compose.ts';
import type { KindRow, RouteKit } from './types.ts';

/** A TCP listener on the port that the official suite uses first. */
export function tcpListener(name: string, further: Partial<Listener> = {}): Listener {
  return { name, port: 9300, protocol: 'TCP', ...further };
}

const front = frontOwn(tcpListener('tcp', { allowedRoutes: FROM_ALL }));

export const tcpRouteKit: RouteKit = {
  ...front,
  kind: 'TCPRoute',
  features: ['Gateway', 'TCPRoute'],
  serves: 'tcp',
  hasHostnames: false,
  listener: tcpListener,
  backends: (definitions) => serveAll(definitions, 'tcp'),
  route: (env, label, { hostnames: _none, ...spec }) =>
    composeRoute(env, 'TCPRoute', label, { parents: [front.parent(env)], ...spec }),
  traffic: ([first, ...rows], target = front.target) => tcp([toRow(first), ...rows.map(toRow)], target),
  distribution: ({ host: _none, ...shares }, target = front.target) =>
    distribution({
      ...byRejection(shares),
      protocol: 'tcp',
      send: {},
      target,
    }),
};

function toRow(row: KindRow): TrafficRow<'tcp'> {
  const { expect } = row;
  const refused = expect === 'no-route' || expect === 'no-backend';
  return { ...citing(row), send: {}, expect: refused ? { connection: 'refused' } : expect };
}
