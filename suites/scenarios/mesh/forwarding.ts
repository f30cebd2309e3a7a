import {
  arrives,
  MESH_BACKENDS,
  meshAttached,
  meshHttp,
  meshRoute,
  meshShares,
  pathPrefix,
  responseHeaderFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const MARK = 'X-Through-Route';

export default scenario({
  id: 'SpecMeshForwarding',
  title: 'Requests go through the mesh as they were sent, in both versions of HTTP, and answers come back so',
  requirements: [
    'httproute.backends.receives-request',
    'mesh.route.replaces',
    'httproute.filters.response-headers.set',
  ],
  features: ['Mesh', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: MESH_BACKENDS,
  resources: (env) => [
    meshRoute(env, 'whole', {
      rules: [
        ruleTo(env, 'v1'),
        {
          ...ruleTo(env, 'v2', pathPrefix('/marked')),
          filters: [
            responseHeaderFilter({
              set: [{ name: MARK, value: 'yes' }],
              add: [{ name: 'X-Added', value: 'too' }],
            }),
          ],
        },
      ],
    }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/whole'),
    meshHttp([
      arrives('a query', { path: '/a%20b/?c=d&c=%2F' }, 'v1'),
      arrives('a method with a body', { method: 'PUT', path: '/', body: 'a body' }, 'v1'),
      arrives('a header of several lines', { path: '/', headers: { 'X-Lines': ['one', 'two'] } }, 'v1'),
      arrives('HTTP/2 without TLS', { path: '/two', version: '2', headers: { 'X-Sent': 'kept' } }, 'v1'),
      {
        name: 'headers of the answer',
        send: { path: '/marked' },
        expect: { backend: 'v2', response: { headers: { [MARK]: 'yes', 'X-Added': 'too' } } },
      },
      {
        name: 'an answer that no filter speaks of',
        send: { path: '/plain' },
        expect: { backend: 'v1', response: { headers: { [MARK]: null, 'X-Added': null } } },
      },
    ]),
    meshShares({ name: 'each request to the only backend', send: { path: '/' }, weights: { v1: 1 }, tolerance: 0.05 }),
  ],
});
