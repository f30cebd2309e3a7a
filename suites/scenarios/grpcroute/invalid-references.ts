import { apply, distribution, grpc, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  attached,
  backendRef,
  callsTo,
  echoMethod,
  grpcRoute,
  proves,
  reaches,
  scenario,
  unresolved,
} from '../../kit/index.ts';

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

/** The rules before and behind the one whose Service comes late. */
function besideLate(env: ScenarioEnv, when: string) {
  const authority = env.host('between');
  return proves(
    'grpcroute.backends.receive-calls',
    reaches(`the rule before it, ${when}`, { authority, metadata: { tier: 'gold' } }, 'v1'),
    reaches(`the rule behind it, ${when}`, { authority, method: 'EchoTwo' }, 'v1'),
  );
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
  backends: { v1: { serves: ['grpc'] }, late: { serves: ['grpc'], late: 'service' } },
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
      // The second of three rules leads to a Service that comes late.
      grpcRoute(env, 'between', {
        hostnames: [env.host('between')],
        rules: [
          callsTo(env, 'v1', echoMethod('Echo', { tier: 'gold' })),
          callsTo(env, 'late', echoMethod('Echo')),
          callsTo(env, 'v1', echoMethod('EchoTwo')),
        ],
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
    ...proves('route.backendref.not-found', status('GRPCRoute/between', { conditions: unresolved('BackendNotFound') })),
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
      {
        name: 'the rule whose Service is not there',
        send: { authority: env.host('between') },
        expect: { code: 'UNAVAILABLE' },
        requirements: ['grpcroute.backends.all-invalid-unavailable'],
      },
      ...besideLate(env, 'before the Service is there'),
    ]),
    apply('the Service of the second rule comes', [], ['late']),
    ...attached('GRPCRoute/between'),
    grpc([
      ...proves(
        'grpcroute.backends.receive-calls',
        reaches('the rule whose Service came', { authority: env.host('between') }, 'late'),
      ),
      ...besideLate(env, 'when the Service is there'),
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
