import { backendRef, MESH_BACKENDS, meshAttached, meshHttp, meshRoute, meshShares, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'MeshHTTPRouteWeight',
  title: 'Requests to a Service are shared among backends in proportion to their weights',
  requirements: ['route.backendref.weight', 'route.backendref.weight-zero'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  gateways: [],
  backends: MESH_BACKENDS,
  resources: (env) => [
    meshRoute(env, 'weighted', {
      rules: [
        {
          backendRefs: [
            backendRef(env, 'v1', { weight: 70 }),
            backendRef(env, 'v2', { weight: 30 }),
            // Its pod is the client's: it must get nothing.
            backendRef(env, 'echo', { weight: 0 }),
          ],
        },
      ],
    }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/weighted'),
    meshHttp([{ name: 'either backend with a weight', send: { path: '/' }, expect: { oneOf: ['v1', 'v2'] } }]),
    meshShares({
      name: 'weights 70, 30 and 0',
      send: { path: '/' },
      weights: { v1: 70, v2: 30, echo: 0 },
      tolerance: 0.05,
    }),
  ],
});
