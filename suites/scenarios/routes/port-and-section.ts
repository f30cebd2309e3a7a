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

const KINDS = {
  TCPRoute: { listener: tcpListener, port: 9300 },
  UDPRoute: { listener: udpListener, port: 5300 },
} as const;

export default (['TCPRoute', 'UDPRoute'] as const).map((kind) => {
  const kit = ROUTE_KITS[kind];
  const { listener, port } = KINDS[kind];
  const served = (name: string, offset: number, backend: string) =>
    kit.traffic(
      [{ name, requirements: ['route.parentref.port', 'route.parentref.section-name'], expect: { backend } }],
      {
        gateway: 'Gateway/several',
        port: port + offset,
      },
    );
  return scenario({
    id: `${kind}ParentRefPortAndSectionName`,
    title: `A ${kind} attaches to the listener that its port, its section or both of them name`,
    requirements: ['route.parentref.port', 'route.parentref.section-name'],
    features: kit.features,
    since: 'v1.6',
    gateways: [],
    backends: kit.backends({ v1: {}, v2: {}, v3: {} }),
    resources: (env) => {
      const route = (label: string, backend: string, further: { port?: number; sectionName?: string }) =>
        kit.route(env, label, {
          parents: [ownParent(env, 'several', further)],
          backendRefs: [backendRef(env, backend)],
        });
      return [
        gateway(env, 'several', {
          listeners: ['one', 'two', 'three'].map((name, index) =>
            listener(name, { port: port + index, allowedRoutes: FROM_SAME }),
          ),
        }),
        route('by-port', 'v1', { port }),
        route('by-section', 'v2', { sectionName: 'two' }),
        route('by-both', 'v3', { sectionName: 'three', port: port + 2 }),
      ];
    },
    steps: [
      ...attached(`${kind}/by-port`, `${kind}/by-section`, `${kind}/by-both`),
      served('the listener of the port', 0, 'v1'),
      served('the listener of the section', 1, 'v2'),
      served('the listener of section and port', 2, 'v3'),
    ],
  });
});
