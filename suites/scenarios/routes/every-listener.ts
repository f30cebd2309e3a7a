import {
  attached,
  backendRef,
  FROM_SAME,
  gateway,
  ownParent,
  ROUTE_KITS,
  scenario,
  tcpListener,
  udpListener,
} from '../../kit/index.ts';

const NAMES = ['one', 'two', 'three'];

/** Kinds without hostnames tell listeners apart by port alone. */
const KINDS = {
  TCPRoute: { id: 'TCPRouteParentRefAttachAll', listener: tcpListener, port: 9310 },
  UDPRoute: { id: 'UDPRouteParentRefAttachAllListeners', listener: udpListener, port: 5310 },
} as const;

export default (['TCPRoute', 'UDPRoute'] as const).map((kind) => {
  const kit = ROUTE_KITS[kind];
  const { id, listener, port } = KINDS[kind];
  return scenario({
    id,
    title: `A ${kind} that names the Gateway alone is served by each of its listeners`,
    requirements: ['route.parentref.all-listeners', 'listener.status.attached-routes'],
    features: kit.features,
    since: 'v1.6',
    gateways: [],
    backends: kit.backends({ v1: {} }),
    resources: (env) => [
      gateway(env, 'several', {
        listeners: NAMES.map((name, index) => listener(name, { port: port + index, allowedRoutes: FROM_SAME })),
      }),
      kit.route(env, 'everywhere', { parents: [ownParent(env, 'several')], backendRefs: [backendRef(env, 'v1')] }),
    ],
    steps: [
      ...attached(`${kind}/everywhere`),
      {
        kind: 'status',
        ref: 'Gateway/several',
        expect: { listeners: Object.fromEntries(NAMES.map((name) => [name, { attachedRoutes: 1 }])) },
        level: 'spec',
        requirements: ['listener.status.attached-routes'],
      },
      ...NAMES.map((name, index) =>
        kit.traffic(
          [
            {
              name: `served by listener ${name}`,
              requirements: ['route.parentref.all-listeners'],
              expect: { backend: 'v1' },
            },
          ],
          { gateway: 'Gateway/several', port: port + index },
        ),
      ),
    ],
  });
});
