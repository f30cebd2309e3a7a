import { http } from '../../../harness/scenario/define.ts';
import {
  backendRef,
  MESH_BACKENDS,
  meshArrives,
  meshAttached,
  meshRoute,
  responseHeaderFilter,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

const MARK = 'X-Through-Route';

export default scenario({
  id: 'MeshFrontendHostname',
  title: 'The Service that a client connects to decides on the route, whatever the Host header says',
  requirements: ['mesh.route.cluster-ip'],
  features: ['Mesh', 'MeshClusterIPMatching', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  gateways: [],
  backends: MESH_BACKENDS,
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
  steps: (env) => {
    const hostOf = (label: string) => `${env.backend(label).name}.${env.backend(label).namespace}`;
    return [
      ...meshAttached('HTTPRoute/marking'),
      http(
        [
          ...meshArrives('to the Service with the name of another', { host: hostOf('v1') }, 'v2', {
            response: { headers: { [MARK]: 'yes' } },
          }),
        ],
        toService('v2'),
      ),
      http(
        [
          ...meshArrives('to another Service with the name of this', { host: hostOf('v2') }, 'v1', {
            response: { headers: { [MARK]: null } },
          }),
        ],
        toService('v1'),
      ),
    ];
  },
});
