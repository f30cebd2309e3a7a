import { custom } from '../../../harness/scenario/define.ts';
import { applyYounger, attached, backendRef, ROUTE_KITS, scenario } from '../../kit/index.ts';

export default (['TCPRoute', 'UDPRoute'] as const).map((kind) => {
  const kit = ROUTE_KITS[kind];
  return scenario({
    id: `${kind}MultipleRoutesAttachment`,
    title: `Of two ${kind}s on one listener both are accepted, and the older one gets the traffic`,
    requirements: ['route.conflict.oldest-bound', 'listener.status.attached-routes'],
    features: kit.features,
    since: 'v1.6',
    gateways: kit.gateways,
    backends: kit.backends({ older: {}, newer: {} }),
    resources: (env) => [...kit.front(env), kit.route(env, 'older', { backendRefs: [backendRef(env, 'older')] })],
    steps: [
      ...attached(`${kind}/older`),
      custom({
        name: 'make a route that is younger by its timestamp',
        reason: 'timestamps count whole seconds, which have to pass',
        run: (context) =>
          applyYounger(context, kit.route(context.env, 'newer', { backendRefs: [backendRef(context.env, 'newer')] })),
      }),
      ...attached(`${kind}/newer`, `${kind}/older`),
      {
        kind: 'status',
        ref: 'Gateway/front',
        expect: { listeners: { [kind === 'TCPRoute' ? 'tcp' : 'udp']: { attachedRoutes: 2 } } },
        requirements: ['listener.status.attached-routes'],
      },
      kit.traffic([
        {
          name: 'the older route is served',
          requirements: ['route.conflict.oldest-bound'],
          expect: { backend: 'older' },
        },
      ]),
      kit.distribution({
        name: 'the newer route is not',
        requirements: ['route.conflict.oldest-bound'],
        weights: { older: 1, newer: 0 },
        tolerance: 0.1,
      }),
    ],
  });
});
