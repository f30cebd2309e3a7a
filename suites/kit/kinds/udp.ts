import { distribution, type TrafficRow, udp } from '../../../harness/scenario/traffic.ts';
import type { Listener } from '../gateway-api.ts';
import { FROM_ALL } from '../gateways.ts';
import { citing, composeRoute, frontOwn, serveAll, withoutLost } from './compose.ts';
import type { KindRow, RouteKit } from './types.ts';

/** A UDP listener on the port that the official suite uses first. */
export function udpListener(name: string, further: Partial<Listener> = {}): Listener {
  return { name, port: 5300, protocol: 'UDP', ...further };
}

const front = frontOwn(udpListener('udp', { allowedRoutes: FROM_ALL }));

export const udpRouteKit: RouteKit = {
  ...front,
  kind: 'UDPRoute',
  features: ['Gateway', 'UDPRoute'],
  serves: 'udp',
  hasHostnames: false,
  listener: udpListener,
  backends: (definitions) => serveAll(definitions, 'udp'),
  route: (env, label, { hostnames: _none, ...spec }) =>
    composeRoute(env, 'UDPRoute', label, { parents: [front.parent(env)], ...spec }),
  traffic: ([first, ...rows], target = front.target) => udp([toRow(first), ...rows.map(toRow)], target),
  distribution: ({ host: _none, ...shares }, target = front.target) =>
    distribution({ ...withoutLost(shares), protocol: 'udp', send: {}, target }),
};

function toRow(row: KindRow): TrafficRow<'udp'> {
  const { expect } = row;
  return typeof expect === 'string'
    ? { ...citing(row), send: { brief: true }, expect: { answer: 'none' } }
    : { ...citing(row), send: {}, expect };
}
