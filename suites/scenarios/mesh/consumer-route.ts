import { http } from '../../../harness/scenario/define.ts';
import {
  backendRef,
  MESH_BACKEND,
  meshArrives,
  meshAttached,
  meshBackends,
  meshRoute,
  responseHeaderFilter,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

const MARK = 'X-Through-Route';

export default scenario({
  id: 'MeshConsumerRoute',
  title: 'A route of another namespace than its Service serves requests of that namespace, and of no other',
  requirements: ['mesh.route.consumer', 'mesh.route.without-grant'],
  features: ['Mesh', 'MeshConsumerRoute', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  gateways: [],
  namespaces: { consumer: {} },
  backends: { ...meshBackends('echo', 'v1'), consumer: { ...MESH_BACKEND, namespace: 'consumer', own: true } },
  resources: (env) => [
    meshRoute(env, 'marking', {
      namespace: 'consumer',
      parents: [serviceParent(env, 'v1', { from: 'consumer' })],
      rules: [
        {
          filters: [responseHeaderFilter({ set: [{ name: MARK, value: 'yes' }] })],
          backendRefs: [backendRef(env, 'v1', { from: 'consumer' })],
        },
      ],
    }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/consumer/marking'),
    http(
      [
        ...meshArrives('from the namespace of the route', { path: '/' }, 'v1', {
          response: { headers: { [MARK]: 'yes' } },
        }),
      ],
      toService('v1', { from: 'consumer' }),
    ),
    http(
      [...meshArrives('from another namespace', { path: '/' }, 'v1', { response: { headers: { [MARK]: null } } })],
      toService('v1'),
    ),
  ],
});
