import { apply, http, patch } from '../../../harness/scenario/define.ts';
import {
  arrives,
  backendRef,
  MESH_BACKENDS,
  meshAttached,
  meshHttp,
  meshRoute,
  proves,
  ruleTo,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecMeshRouteMoves',
  title: 'A Service follows its route when that changes, and is a plain one again once the route has moved to another',
  requirements: ['mesh.plain', 'mesh.route.replaces'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: MESH_BACKENDS,
  resources: (env) => [route(env, 'v1')],
  steps: (env) => [
    ...meshAttached('HTTPRoute/moving'),
    meshHttp([...proves('mesh.route.replaces', arrives('by the route', { path: '/' }, 'v1'))]),
    patch('another backend', 'HTTPRoute/moving', { spec: { rules: [{ backendRefs: [backendRef(env, 'v2')] }] } }),
    ...meshAttached('HTTPRoute/moving'),
    meshHttp([...proves('mesh.route.replaces', arrives('by the changed route', { path: '/' }, 'v2'))]),
    apply('another Service as parent', [route(env, 'v1', 'v2')]),
    meshHttp([...proves('mesh.plain', arrives('after the route has moved away', { path: '/' }, 'echo'))]),
    http([...proves('mesh.route.replaces', arrives('where it has moved to', { path: '/' }, 'v1'))], toService('v2')),
  ],
});

function route(env: Parameters<typeof meshRoute>[0], backend: string, parent = 'echo') {
  return meshRoute(env, 'moving', { parents: [serviceParent(env, parent)], rules: [ruleTo(env, backend)] });
}
