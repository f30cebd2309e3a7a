import { apply, http, remove } from '../../../harness/scenario/define.ts';
import {
  arrives,
  MESH_BACKEND,
  meshAttached,
  meshBackends,
  meshRoute,
  proves,
  ruleTo,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecMeshNamesakes',
  title: 'Services of one name in two namespaces have routes of their own',
  requirements: ['mesh.route.producer', 'route.parentref.each-separately'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  namespaces: { far: {} },
  backends: {
    ...meshBackends('echo', 'v1'),
    twin: { ...MESH_BACKEND, namespace: 'far', namesakeOf: 'echo' },
    v2: { ...MESH_BACKEND, namespace: 'far' },
  },
  resources: (env) => [meshRoute(env, 'route', { rules: [ruleTo(env, 'v1')] })],
  steps: (env) => {
    const ofFar = {
      namespace: 'far',
      parents: [serviceParent(env, 'twin', { from: 'far' })],
      rules: [{ backendRefs: [{ name: env.backend('v2').name, port: env.backend('v2').port }] }],
    };
    const both = (when: string, main: string, far: string) => [
      http(
        [...proves('mesh.route.producer', arrives(`${when}: the Service of the main namespace`, { path: '/' }, main))],
        toService('echo'),
      ),
      http(
        [...proves('route.parentref.each-separately', arrives(`${when}: its namesake`, { path: '/' }, far))],
        toService('twin'),
      ),
    ];
    return [
      ...meshAttached('HTTPRoute/route'),
      ...both('the first has a route', 'v1', 'twin'),
      apply('a route of that name comes for the namesake', [meshRoute(env, 'route', ofFar)]),
      ...meshAttached('HTTPRoute/far/route'),
      ...both('both have a route', 'v1', 'v2'),
      remove('the route of the first goes', 'HTTPRoute/route'),
      ...both('the namesake has a route', 'echo', 'v2'),
    ];
  },
});
