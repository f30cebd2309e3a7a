import { distribution } from '../../../harness/scenario/define.ts';
import {
  backendRef,
  MESH_GRPC_BACKENDS,
  meshAttached,
  meshGrpc,
  meshGrpcRoute,
  scenario,
  toService,
} from '../../kit/index.ts';

export default scenario({
  id: 'MeshGRPCRouteWeight',
  title: 'Calls to a Service are shared among backends in proportion to their weights',
  requirements: ['route.backendref.weight', 'route.backendref.weight-zero'],
  features: ['Mesh', 'GRPCRoute'],
  since: 'v1.4',
  gateways: [],
  backends: MESH_GRPC_BACKENDS,
  resources: (env) => [
    meshGrpcRoute(env, 'weighted', {
      rules: [
        {
          backendRefs: [
            backendRef(env, 'v1', { weight: 70 }),
            backendRef(env, 'v2', { weight: 30 }),
            backendRef(env, 'echo', { weight: 0 }),
          ],
        },
      ],
    }),
  ],
  steps: [
    ...meshAttached('GRPCRoute/weighted'),
    meshGrpc([{ name: 'either backend with a weight', send: {}, expect: { oneOf: ['v1', 'v2'] } }]),
    distribution({
      name: 'weights 70, 30 and 0',
      protocol: 'grpc',
      send: {},
      target: toService(),
      weights: { v1: 70, v2: 30, echo: 0 },
      tolerance: 0.05,
    }),
  ],
});
