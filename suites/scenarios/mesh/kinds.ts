import type { BackendDefinition } from '../../../harness/scenario/backends.ts';
import { grpc, status } from '../../../harness/scenario/define.ts';
import {
  arrives,
  callsTo,
  MESH_BACKEND,
  meshAttached,
  meshGrpcRoute,
  meshHttp,
  meshRoute,
  proves,
  reaches,
  rejected,
  ruleTo,
  scenario,
  serviceParent,
  toService,
} from '../../kit/index.ts';

const BOTH: BackendDefinition = {
  serves: [
    { serves: 'http', port: 80 },
    { serves: 'grpc', port: 7070 },
  ],
};

export default scenario({
  id: 'SpecMeshKinds',
  title: 'Two ports of a Service have routes of two kinds, and one port only has the more specific kind',
  requirements: ['mesh.kinds', 'mesh.parentref.port'],
  features: ['Mesh', 'HTTPRoute', 'GRPCRoute', 'HTTPRouteParentRefPort'],
  since: 'v1.4',
  level: 'spec',
  gateways: [],
  backends: { echo: BOTH, v1: BOTH, v2: BOTH, plain: MESH_BACKEND },
  resources: (env) => [
    meshRoute(env, 'requests', {
      parents: [serviceParent(env, 'echo', { port: 80 }), serviceParent(env, 'v2', { port: 7070 })],
      rules: [ruleTo(env, 'plain')],
    }),
    meshGrpcRoute(env, 'calls', {
      parents: [serviceParent(env, 'echo', { port: 7070 }), serviceParent(env, 'v2', { port: 7070 })],
      rules: [{ ...callsTo(env, 'v1'), backendRefs: [{ name: env.backend('v1').name, port: 7070 }] }],
    }),
  ],
  steps: [
    ...proves(
      'mesh.kinds',
      status('HTTPRoute/requests', {
        parents: [
          { parent: 'Service/echo', port: 80, conditions: { Accepted: 'True' } },
          { parent: 'Service/v2', port: 7070, conditions: rejected('Conflicted') },
        ],
      }),
    ),
    ...meshAttached('GRPCRoute/calls'),
    meshHttp([
      ...proves('mesh.parentref.port', arrives('a request to the port of the HTTPRoute', { path: '/' }, 'plain')),
    ]),
    grpc(
      [{ ...reaches('a call to the port of the GRPCRoute', {}, 'v1'), requirements: ['mesh.parentref.port'] }],
      toService('echo', { port: 7070 }),
    ),
    grpc(
      [{ ...reaches('a call to the port of both', {}, 'v1'), requirements: ['mesh.kinds'] }],
      toService('v2', { port: 7070 }),
    ),
  ],
});
