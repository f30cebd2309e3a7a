import { status } from '../../../harness/scenario/define.ts';
import { backendRef, nearMissGrants, proves, type RouteKind, scenario, unresolved, variants } from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

const IDS: Partial<Record<RouteKind, string>> = {
  TLSRoute: 'TLSRouteInvalidReferenceGrant',
  TCPRoute: 'TCPRouteInvalidCrossNamespaceBackendRef',
  UDPRoute: 'UDPRouteInvalidCrossNamespaceBackendRef',
};

const ANSWERS: Partial<Record<RouteKind, RequirementId>> = {
  UDPRoute: 'udproute.backends.invalid-rejected',
  GRPCRoute: 'grpcroute.backends.invalid-unavailable',
  TLSRoute: 'tlsroute.backends.invalid-rejected',
  TCPRoute: 'tcproute.backends.invalid-rejected',
};

export default variants(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) => {
  const answer = ANSWERS[kit.kind];
  return scenario({
    id: IDS[kit.kind] ?? `Spec${kit.kind}InvalidReferenceGrant`,
    title: `A ${kit.kind} does not reach another namespace by grants that each miss it by one field`,
    requirements: ['route.backendref.ref-not-permitted', 'referencegrant.required', ...(answer ? [answer] : [])],
    features: [...kit.features, 'ReferenceGrant'],
    since: 'v1.6',
    ...(IDS[kit.kind] ? {} : { level: 'spec' as const }),
    gateways: kit.gateways,
    namespaces: { target: {}, elsewhere: {} },
    backends: kit.backends({ far: { namespace: 'target' } }),
    resources: (env) => [
      ...kit.front(env),
      ...nearMissGrants(env, {
        from: kit.kind,
        to: 'Service',
        name: env.backend('far').name,
        target: 'target',
        elsewhere: 'elsewhere',
      }),
      kit.route(env, 'crossing', { backendRefs: [backendRef(env, 'far')] }),
    ],
    steps: [
      ...proves(
        ['route.backendref.ref-not-permitted', 'referencegrant.required'],
        status(`${kit.kind}/crossing`, { conditions: unresolved('RefNotPermitted') }),
      ),
      ...(answer
        ? [kit.traffic([{ requirements: [answer], name: 'leads nowhere', level: 'spec', expect: 'no-backend' }])]
        : []),
    ],
  });
});
