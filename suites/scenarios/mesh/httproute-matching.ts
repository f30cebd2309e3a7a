import {
  MESH_BACKENDS,
  meshArrives,
  meshAttached,
  meshHttp,
  meshRoute,
  pathPrefix,
  ruleTo,
  scenario,
  withHeaders,
} from '../../kit/index.ts';

export default scenario({
  id: 'MeshHTTPRouteMatching',
  title: 'A route of a Service selects its backend by path prefixes and exact header values',
  requirements: ['mesh.route.replaces', 'httproute.match.path.prefix', 'httproute.match.headers.exact'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  gateways: [],
  backends: MESH_BACKENDS,
  resources: (env) => [
    meshRoute(env, 'matching', {
      rules: [
        ruleTo(env, 'v1', pathPrefix('/'), withHeaders({ version: 'one' })),
        ruleTo(env, 'v2', pathPrefix('/v2'), withHeaders({ version: 'two' })),
      ],
    }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/matching'),
    meshHttp([
      ...meshArrives('the root', { path: '/' }, 'v1'),
      ...meshArrives('any path', { path: '/any' }, 'v1'),
      ...meshArrives('the header of the first rule', { path: '/', headers: { Version: 'one' } }, 'v1'),
      ...meshArrives('the longer prefix', { path: '/v2' }, 'v2'),
      ...meshArrives('a path below it', { path: '/v2/below' }, 'v2'),
      ...meshArrives('the header of the second rule', { path: '/', headers: { Version: 'two' } }, 'v2'),
      ...meshArrives('the prefix with its slash', { path: '/v2/' }, 'v2'),
      ...meshArrives('an element that begins like it', { path: '/v2below' }, 'v1'),
      ...meshArrives('the prefix further down', { path: '/down/v2/below' }, 'v1'),
    ]),
  ],
});
