import { status } from '../../../harness/scenario/define.ts';
import { proves, type RouteKind, scenario, unresolved, variants } from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

const IDS: Partial<Record<RouteKind, string>> = {
  TLSRoute: 'TLSRouteInvalidBackendRefNonexistent',
  TCPRoute: 'TCPRouteInvalidBackendRefNonexistent',
  UDPRoute: 'UDPRouteInvalidBackendRefNonexistent',
};

/** What a client meets whose route has no valid backend. */
const ANSWERS: Partial<Record<RouteKind, RequirementId>> = {
  UDPRoute: 'udproute.backends.invalid-rejected',
  GRPCRoute: 'grpcroute.backends.invalid-unavailable',
  TLSRoute: 'tlsroute.backends.invalid-rejected',
  TCPRoute: 'tcproute.backends.invalid-rejected',
};

export default variants(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) => {
  const answer = ANSWERS[kit.kind];
  return scenario({
    id: IDS[kit.kind] ?? `Spec${kit.kind}InvalidBackendRefNonexistent`,
    title: `A ${kit.kind} to a Service that does not exist says so, and leads nowhere`,
    requirements: ['route.backendref.not-found', ...(answer ? [answer] : [])],
    features: kit.features,
    since: 'v1.6',
    ...(IDS[kit.kind] ? {} : { level: 'spec' as const }),
    gateways: kit.gateways,
    backends: {},
    resources: (env) => [
      ...kit.front(env),
      kit.route(env, 'lost', { backendRefs: [{ name: env.name('nothing'), port: 8080 }] }),
    ],
    steps: [
      ...proves(
        'route.backendref.not-found',
        status(`${kit.kind}/lost`, { conditions: unresolved('BackendNotFound') }),
      ),
      ...(answer
        ? [kit.traffic([{ requirements: [answer], name: 'leads nowhere', level: 'spec', expect: 'no-backend' }])]
        : []),
    ],
  });
});
