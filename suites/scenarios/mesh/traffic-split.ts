import {
  answers,
  beyond,
  exactPath,
  MESH_BACKENDS,
  meshArrives,
  meshAttached,
  meshHttp,
  meshRoute,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'MeshTrafficSplit',
  title: 'Rules of a route share the requests to a Service by their paths',
  requirements: ['mesh.route.replaces', 'httproute.no-rule-404'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  gateways: [],
  backends: MESH_BACKENDS,
  resources: (env) => [
    meshRoute(env, 'split', { rules: [ruleTo(env, 'v1', exactPath('/v1')), ruleTo(env, 'v2', exactPath('/v2'))] }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/split'),
    meshHttp([
      ...meshArrives('the path of the first rule', { path: '/v1' }, 'v1'),
      ...meshArrives('the path of the second rule', { path: '/v2' }, 'v2'),
      ...beyond(answers('a path of no rule', { path: '/v3' }, 404)),
    ]),
  ],
});
