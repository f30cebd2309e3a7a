import { distribution, grpc, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import { backendRef, callsTo, grpcRoute, proves, scenario, unresolved } from '../../kit/index.ts';

/** Whatever a Gateway answers by itself: which error it is, is left open. */
const ERRORS = [
  'UNKNOWN',
  'PERMISSION_DENIED',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'FAILED_PRECONDITION',
  'NOT_FOUND',
] as const;

/** Its kind is nobody's. */
function unknownFilter(env: ScenarioEnv) {
  return {
    type: 'ExtensionRef',
    extensionRef: { group: 'example.net', kind: 'Strainer', name: env.name('strainer') },
  };
}

export default scenario({
  id: 'SpecGRPCRouteInvalidReferences',
  title: 'A GRPCRoute with a backend of an unknown kind, an invalid share of calls or a filter that is not there',
  requirements: [
    'grpcroute.backends.invalid-kind',
    'grpcroute.backends.all-invalid-unavailable',
    'grpcroute.backends.invalid-share',
    'grpcroute.filters.unresolved',
  ],
  features: ['Gateway', 'GRPCRoute'],
  since: 'v1.6',
  level: 'spec',
  backends: { v1: { serves: ['grpc'] } },
  resources: (env) => {
    const missing = { name: env.name('nothing'), port: 8080 };
    return [
      grpcRoute(env, 'kind', {
        hostnames: [env.host('kind')],
        rules: [{ backendRefs: [{ ...missing, group: 'example.net', kind: 'Echo' }] }],
      }),
      grpcRoute(env, 'share', {
        hostnames: [env.host('share')],
        rules: [{ backendRefs: [backendRef(env, 'v1', { weight: 1 }), { ...missing, weight: 1 }] }],
      }),
      grpcRoute(env, 'filter', {
        hostnames: [env.host('filter')],
        rules: [{ ...callsTo(env, 'v1'), filters: [unknownFilter(env)] }],
      }),
    ];
  },
  steps: (env) => [
    ...proves('grpcroute.backends.invalid-kind', status('GRPCRoute/kind', { conditions: unresolved('InvalidKind') })),
    ...proves(
      'grpcroute.backends.invalid-share',
      status('GRPCRoute/share', { conditions: unresolved('BackendNotFound') }),
    ),
    grpc([
      {
        name: 'a backend of an unknown kind',
        send: { authority: env.host('kind') },
        expect: { code: 'UNAVAILABLE' },
        requirements: ['grpcroute.backends.all-invalid-unavailable'],
      },
      {
        name: 'a filter that is not there',
        send: { authority: env.host('filter') },
        expect: { code: ERRORS },
        requirements: ['grpcroute.filters.unresolved'],
      },
    ]),
    ...proves(
      'grpcroute.backends.invalid-share',
      distribution({
        name: 'half of the calls for a backend that is not there',
        protocol: 'grpc',
        send: { authority: env.host('share') },
        weights: { v1: 1 },
        answers: { UNAVAILABLE: 1 },
        tolerance: 0.15,
      }),
    ),
  ],
});
