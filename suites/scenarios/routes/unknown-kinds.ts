import { status } from '../../../harness/scenario/define.ts';
import { proves, type RouteKind, scenario, unresolved, variants } from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

/** The official test of each kind; TCPRoute and UDPRoute have none. */
const IDS: Partial<Record<RouteKind, string>> = { TLSRoute: 'TLSRouteInvalidBackendRefUnknownKind' };

/** What a client meets whose route has no valid backend. */
const REJECTED: Partial<Record<RouteKind, RequirementId>> = {
  TLSRoute: 'tlsroute.backends.invalid-rejected',
  TCPRoute: 'tcproute.backends.invalid-rejected',
  UDPRoute: 'udproute.backends.invalid-rejected',
};

export default variants(['TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) => {
  const rejected = REJECTED[kit.kind] ?? 'route.backendref.unknown-kind';
  return scenario({
    id: IDS[kit.kind] ?? `Spec${kit.kind}InvalidBackendRefUnknownKind`,
    title: `A ${kit.kind} to a backend of an unknown kind says so, and leads nowhere`,
    requirements: ['route.backendref.unknown-kind', rejected],
    features: kit.features,
    since: 'v1.6',
    ...(IDS[kit.kind] ? {} : { level: 'spec' as const }),
    gateways: kit.gateways,
    backends: {},
    resources: (env) => [
      ...kit.front(env),
      kit.route(env, 'strange', {
        backendRefs: [{ group: 'unknown.example.com', kind: 'Nothing', name: env.name('nothing'), port: 443 }],
      }),
    ],
    steps: [
      ...proves(
        'route.backendref.unknown-kind',
        status(`${kit.kind}/strange`, { conditions: unresolved('InvalidKind') }),
      ),
      kit.traffic([{ name: 'leads nowhere', level: 'spec', requirements: [rejected], expect: 'no-backend' }]),
    ],
  });
});
