import {
  attached,
  backendRef,
  FROM_SAME,
  gateway,
  ownParent,
  proves,
  type RequirementId,
  ROUTE_KITS,
  scenario,
} from '../../kit/index.ts';

const CLAUSES = {
  HTTPRoute: 'httproute.hostnames.precedence',
  GRPCRoute: 'grpcroute.hostnames.precedence',
} as const satisfies Record<string, RequirementId>;

/** A route that names no host takes what its listener has, and no request that another route names the host of. */
export default (['HTTPRoute', 'GRPCRoute'] as const).map((kind) => {
  const kit = ROUTE_KITS[kind];
  const clause = CLAUSES[kind];
  return scenario({
    id: `Spec${kind}UnnamedHosts`,
    title: `A ${kind} without hostnames gives way to those that name the host, exactly or by a wildcard`,
    requirements: [clause],
    features: kit.features,
    since: kind === 'HTTPRoute' ? 'v1.0' : 'v1.6',
    level: 'spec',
    gateways: [],
    backends: kit.backends({ unnamed: {}, wild: {}, exact: {} }),
    resources: (env) => {
      const route = (label: string, hostnames: readonly string[]) =>
        kit.route(env, label, {
          parents: [ownParent(env, 'front')],
          hostnames,
          backendRefs: [backendRef(env, label)],
        });
      return [
        gateway(env, 'front', {
          listeners: [kit.listener('wide', { hostname: `*.${env.host('wide')}`, allowedRoutes: FROM_SAME })],
        }),
        route('unnamed', []),
        route('wild', [`*.deep.${env.host('wide')}`]),
        route('exact', [`one.deep.${env.host('wide')}`]),
      ];
    },
    steps: (env) => {
      const below = env.host('wide');
      return [
        ...attached(`${kind}/unnamed`, `${kind}/wild`, `${kind}/exact`),
        ...proves(
          clause,
          kit.traffic(
            [
              { name: 'a host that no route names', host: `one.${below}`, expect: { backend: 'unnamed' } },
              { name: 'a host under a wildcard', host: `two.deep.${below}`, expect: { backend: 'wild' } },
              { name: 'a host that a route names', host: `one.deep.${below}`, expect: { backend: 'exact' } },
            ],
            { gateway: 'Gateway/front' },
          ),
        ),
      ];
    },
  });
});
