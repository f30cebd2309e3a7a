import { meshArrives, meshAttached, meshBackends, meshHttp, meshRoute, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'MeshHTTPRouteSimpleSameNamespace',
  title: 'A route of a Service leads its requests to another one of the same namespace',
  requirements: ['mesh.route.replaces', 'mesh.status'],
  features: ['Mesh', 'HTTPRoute'],
  since: 'v1.0',
  gateways: [],
  backends: meshBackends('echo', 'v1'),
  resources: (env) => [meshRoute(env, 'simple', { rules: [ruleTo(env, 'v1')] })],
  steps: [...meshAttached('HTTPRoute/simple'), meshHttp([...meshArrives('any request', { path: '/' }, 'v1')])],
});
