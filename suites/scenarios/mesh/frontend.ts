import { http } from '../../../harness/scenario/define.ts';
import {
  backendRef,
  CONTAINER_PORTS,
  meshArrives,
  meshAttached,
  meshBackends,
  meshRoute,
  responseHeaderFilter,
  scenario,
  serviceParent,
  toPod,
  toService,
} from '../../kit/index.ts';

const MARK = 'X-Through-Route';

export default scenario({
  id: 'MeshFrontend',
  title: 'A route serves requests to its Service, and none to the address of a pod',
  requirements: ['mesh.route.frontend'],
  features: ['Mesh', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  gateways: [],
  backends: meshBackends('echo', 'v2'),
  resources: (env) => [
    meshRoute(env, 'marking', {
      parents: [serviceParent(env, 'v2')],
      rules: [
        {
          filters: [responseHeaderFilter({ set: [{ name: MARK, value: 'yes' }] })],
          backendRefs: [backendRef(env, 'v2')],
        },
      ],
    }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/marking'),
    http(
      [...meshArrives('to the Service', { path: '/' }, 'v2', { response: { headers: { [MARK]: 'yes' } } })],
      toService('v2'),
    ),
    http(
      [...meshArrives('to the pod', { path: '/' }, 'v2', { response: { headers: { [MARK]: null } } })],
      toPod('v2', CONTAINER_PORTS.http.number),
    ),
  ],
});
