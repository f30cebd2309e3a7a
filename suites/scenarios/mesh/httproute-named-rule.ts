import {
  MESH_BACKENDS,
  meshArrives,
  meshAttached,
  meshHttp,
  meshRoute,
  pathPrefix,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'MeshHTTPRouteNamedRule',
  title: 'Rules of a Service are served whether they have a name or not',
  requirements: ['mesh.route.replaces', 'httproute.rules.name'],
  features: ['Mesh', 'HTTPRoute', 'MeshHTTPRouteNamedRouteRule'],
  since: 'v1.4',
  gateways: [],
  backends: MESH_BACKENDS,
  resources: (env) => [
    meshRoute(env, 'named', {
      rules: [
        { name: 'with-a-name', ...ruleTo(env, 'v1', pathPrefix('/named')) },
        ruleTo(env, 'v2', pathPrefix('/unnamed')),
      ],
    }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/named'),
    meshHttp([
      ...meshArrives('the rule with a name', { path: '/named' }, 'v1'),
      ...meshArrives('the rule without', { path: '/unnamed' }, 'v2'),
    ]),
  ],
});
