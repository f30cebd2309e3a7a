import { attached, backendRef, type RouteKind, scenario, variants } from '../../kit/index.ts';

/** The official test of each kind; TLSRoute has none. */
const IDS: Partial<Record<RouteKind, string>> = {
  GRPCRoute: 'GRPCRouteWeight',
  TCPRoute: 'TCPRouteWeightedRouting',
  UDPRoute: 'UDPRouteWeightedRouting',
};

/** What a count costs grows with the square of how near it looks; a handshake or a channel for each request is dear. */
const TOLERANCE: Partial<Record<RouteKind, number>> = { GRPCRoute: 0.08, TLSRoute: 0.08 };

export default variants(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) =>
  scenario({
    id: IDS[kit.kind] ?? `Spec${kit.kind}Weight`,
    title: `What a ${kit.kind} takes is shared among its backends in proportion to their weights`,
    requirements: ['route.backendref.weight', 'route.backendref.weight-zero'],
    features: kit.features,
    since: 'v1.6',
    ...(IDS[kit.kind] ? {} : { level: 'spec' as const }),
    gateways: kit.gateways,
    backends: kit.backends({ v1: {}, v2: {}, v3: {} }),
    resources: (env) => [
      ...kit.front(env),
      kit.route(env, 'weighted', {
        backendRefs: [
          backendRef(env, 'v1', { weight: 70 }),
          backendRef(env, 'v2', { weight: 30 }),
          backendRef(env, 'v3', { weight: 0 }),
        ],
      }),
    ],
    steps: [
      ...attached(`${kit.kind}/weighted`),
      kit.traffic([
        {
          requirements: ['route.backendref.weight'],
          name: 'either backend with a weight',
          expect: { oneOf: ['v1', 'v2'] },
        },
      ]),
      kit.distribution({
        name: 'weights 70, 30 and 0',
        weights: { v1: 70, v2: 30, v3: 0 },
        tolerance: TOLERANCE[kit.kind] ?? 0.05,
      }),
    ],
  }),
);
