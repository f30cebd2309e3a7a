import { MESH_BACKENDS, meshArrives, meshHttp, scenario, toService } from '../../kit/index.ts';

export default scenario({
  id: 'MeshBasic',
  title: 'A Service without routes is reached from inside the mesh',
  requirements: ['mesh.plain'],
  features: ['Mesh'],
  since: 'v1.0',
  gateways: [],
  backends: MESH_BACKENDS,
  steps: [
    meshHttp([...meshArrives('a Service without routes', { path: '/' }, 'v1')], toService('v1')),
    meshHttp(
      [
        {
          name: 'a method and a body',
          level: 'spec',
          send: { method: 'POST', path: '/a?b=c', headers: { 'X-Sent': 'kept' }, body: 'text' },
          expect: { backend: 'v2', saw: { headers: { 'X-Sent': 'kept' } } },
        },
      ],
      toService('v2'),
    ),
  ],
});
