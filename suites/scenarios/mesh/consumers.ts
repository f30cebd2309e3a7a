import { http, remove } from '../../../harness/scenario/define.ts';
import type { TrafficRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  backendRef,
  MESH_BACKEND,
  meshAttached,
  meshBackends,
  meshRoute,
  pathPrefix,
  proves,
  responseHeaderFilter,
  scenario,
  toService,
} from '../../kit/index.ts';

const MARK = 'X-Through-Route';

export default scenario({
  id: 'SpecMeshConsumers',
  title: 'The routes of a client go before those of the Service, which serve all others',
  requirements: ['mesh.route.consumer-first', 'mesh.route.producer', 'mesh.route.consumer'],
  features: ['Mesh', 'MeshConsumerRoute', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  namespaces: { consumer: {} },
  backends: { ...meshBackends('echo', 'v1'), consumer: { ...MESH_BACKEND, namespace: 'consumer', own: true } },
  resources: (env) => [
    meshRoute(env, 'producer', {
      rules: [
        {
          filters: [responseHeaderFilter({ set: [{ name: MARK, value: 'producer' }] })],
          backendRefs: [backendRef(env, 'v1')],
        },
      ],
    }),
    meshRoute(env, 'consumer', {
      namespace: 'consumer',
      rules: [
        {
          matches: [pathPrefix('/taken')],
          filters: [responseHeaderFilter({ set: [{ name: MARK, value: 'consumer' }] })],
          backendRefs: [backendRef(env, 'v1', { from: 'consumer' })],
        },
      ],
    }),
  ],
  steps: () => {
    const marked = (name: string, path: string, mark: string): TrafficRow<'http'> => ({
      name,
      send: { path },
      expect: { backend: 'v1', response: { headers: { [MARK]: mark } } },
    });
    return [
      ...meshAttached('HTTPRoute/producer', 'HTTPRoute/consumer/consumer'),
      http(
        [
          ...proves('mesh.route.consumer-first', marked('the route of the client', '/taken', 'consumer')),
          ...proves('mesh.route.consumer-first', answers('what that route does not take', { path: '/other' }, 404)),
        ],
        toService('echo', { from: 'consumer' }),
      ),
      http(
        [
          ...proves(
            'mesh.route.producer',
            marked('the route of the Service, for others', '/taken', 'producer'),
            marked('all of it', '/other', 'producer'),
          ),
        ],
        toService(),
      ),
      remove('no route of the client', 'HTTPRoute/consumer/consumer'),
      http(
        [...proves('mesh.route.producer', marked('the route of the Service, for the client', '/taken', 'producer'))],
        toService('echo', { from: 'consumer' }),
      ),
    ];
  },
});
