import { attached, backendRef, ROUTE_KITS, type RouteKind, scenario } from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

const SIMPLE = {
  TLSRoute: { id: 'TLSRouteSimpleSameNamespace', shows: 'tlsroute.hostnames.sni' },
  UDPRoute: { id: 'UDPRoute', shows: 'route.parentref.all-listeners' },
} as const satisfies Partial<Record<RouteKind, { id: string; shows: RequirementId }>>;

export default (['TLSRoute', 'UDPRoute'] as const).map((kind) => {
  const kit = ROUTE_KITS[kind];
  const { id, shows } = SIMPLE[kind];
  return scenario({
    id,
    title: `A ${kind} leads to a Service of its namespace`,
    requirements: [shows],
    features: kit.features,
    since: 'v1.6',
    gateways: kit.gateways,
    backends: kit.backends({ v1: {} }),
    resources: (env) => [...kit.front(env), kit.route(env, 'simple', { backendRefs: [backendRef(env, 'v1')] })],
    steps: [...attached(`${kind}/simple`), kit.traffic([{ name: 'reaches the backend', expect: { backend: 'v1' } }])],
  });
});
