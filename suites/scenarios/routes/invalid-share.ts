import { status } from '../../../harness/scenario/define.ts';
import { backendRef, proves, type RouteKind, scenario, unresolved, variants } from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

const CLAUSES: Partial<Record<RouteKind, RequirementId>> = {
  TLSRoute: 'tlsroute.backends.invalid-share',
  TCPRoute: 'tcproute.backends.invalid-share',
};

export default variants(['TLSRoute', 'TCPRoute'], (kit) => {
  const clause = CLAUSES[kit.kind];
  return scenario({
    id: `Spec${kit.kind}InvalidShare`,
    title: `Of the connections that a ${kit.kind} takes, the share of a Service that does not exist is rejected`,
    requirements: ['route.backendref.not-found', 'route.backendref.weight', ...(clause ? [clause] : [])],
    features: kit.features,
    since: 'v1.6',
    level: 'spec',
    gateways: kit.gateways,
    backends: kit.backends({ v1: {} }),
    resources: (env) => [
      ...kit.front(env),
      kit.route(env, 'halved', {
        backendRefs: [backendRef(env, 'v1', { weight: 2 }), { name: env.name('nothing'), port: 8080, weight: 2 }],
      }),
    ],
    steps: [
      ...proves(
        'route.backendref.not-found',
        status(`${kit.kind}/halved`, { conditions: unresolved('BackendNotFound') }),
      ),
      ...(clause
        ? proves(
            [clause, 'route.backendref.weight'],
            kit.distribution({
              name: 'half of the connections are rejected',
              weights: { v1: 2 },
              noBackend: 2,
              tolerance: 0.1,
            }),
          )
        : []),
    ],
  });
});
