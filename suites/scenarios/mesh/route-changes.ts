import { absent, apply, http, patch, remove } from '../../../harness/scenario/define.ts';
import {
  arrives,
  backendRef,
  MESH_BACKENDS,
  meshAttached,
  meshHttp,
  meshRoute,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecMeshRouteChanges',
  title: 'A Service follows its route when it comes, changes, moves and goes, and is a plain one again afterwards',
  requirements: ['mesh.plain', 'mesh.route.replaces', 'mesh.status'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: MESH_BACKENDS,
  steps: (env) => {
    const route = (backend: string, parent = 'echo') =>
      meshRoute(env, 'coming', { parents: [serviceParent(env, parent)], rules: [ruleTo(env, backend)] });
    const served = (
      name: string,
      backend: string,
      requirement: 'mesh.plain' | 'mesh.route.replaces',
      service = 'echo',
    ) => http([...proves(requirement, arrives(name, { path: '/' }, backend))], toService(service));
    const taken = {
      kind: 'status',
      ref: 'HTTPRoute/coming',
      expect: { parents: [{ parent: 'Service/echo', conditions: ROUTE_ATTACHED }] },
      requirements: ['mesh.status'],
    } as const;
    return [
      served('before there is a route', 'echo', 'mesh.plain'),
      apply('a route', [route('v1')]),
      taken,
      served('by the route', 'v1', 'mesh.route.replaces'),
      patch('another backend', 'HTTPRoute/coming', { spec: { rules: [{ backendRefs: [backendRef(env, 'v2')] }] } }),
      ...meshAttached('HTTPRoute/coming'),
      served('by the changed route', 'v2', 'mesh.route.replaces'),
      apply('another Service as parent', [route('v1', 'v2')]),
      meshHttp([...proves('mesh.plain', arrives('after the route has moved away', { path: '/' }, 'echo'))]),
      served('where it has moved to', 'v1', 'mesh.route.replaces', 'v2'),
      remove('no route', 'HTTPRoute/coming'),
      absent('HTTPRoute/coming'),
      served('after there was a route', 'v2', 'mesh.plain', 'v2'),
    ];
  },
});
