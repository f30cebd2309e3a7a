import { custom, grpc, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  attached,
  callsTo,
  certificateRef,
  echoMethod,
  entriesOf,
  FROM_SAME,
  fieldsOf,
  gateway,
  grpcRoute,
  httpListener,
  httpsListener,
  ownParent,
  proves,
  reaches,
  rejected,
  scenario,
  tlsSecret,
  unimplemented,
  withMetadata,
} from '../../kit/index.ts';

function within(env: ScenarioEnv, label: string): string {
  return `${label}.${env.host('inside')}`;
}

export default scenario({
  id: 'SpecGRPCRouteListeners',
  title:
    'Calls over TLS reach their backend, and hostnames of GRPCRoutes are weighed against one another and the listener’s',
  requirements: [
    'grpcroute.https-listener',
    'grpcroute.http-listener',
    'grpcroute.hostnames.no-intersection',
    'grpcroute.hostnames.precedence',
    'grpcroute.rules.any-match',
  ],
  features: ['Gateway', 'GRPCRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: { serves: ['grpc'] }, v2: { serves: ['grpc'] } },
  resources: async (env) => {
    const parents = [ownParent(env, 'front', { sectionName: 'http' })];
    const hostname = `*.${env.host('inside')}`;
    return [
      tlsSecret(env, 'pair', await env.certificate([env.host('secure')])),
      gateway(env, 'front', {
        listeners: [
          httpListener('http', { hostname, allowedRoutes: FROM_SAME }),
          httpsListener('https', certificateRef(env, 'pair'), {
            hostname: env.host('secure'),
            allowedRoutes: FROM_SAME,
          }),
        ],
      }),
      grpcRoute(env, 'secure', {
        parents: [ownParent(env, 'front', { sectionName: 'https' })],
        hostnames: [],
        rules: [callsTo(env, 'v1')],
      }),
      // The exact name comes first and the wildcard last by name, so that order helps nobody.
      grpcRoute(env, 'wild', { parents, hostnames: [hostname], rules: [callsTo(env, 'v1', echoMethod('Echo'))] }),
      grpcRoute(env, 'exact', {
        parents,
        hostnames: [within(env, 'exact')],
        rules: [callsTo(env, 'v2', echoMethod('EchoTwo'), withMetadata({ colour: 'red' }))],
      }),
      grpcRoute(env, 'outside', { parents, hostnames: [env.host('outside')], rules: [callsTo(env, 'v1')] }),
    ];
  },
  steps: (env) => [
    ...attached('GRPCRoute/wild', 'GRPCRoute/exact'),
    ...proves(
      'grpcroute.hostnames.no-intersection',
      status('GRPCRoute/outside', { conditions: rejected('NoMatchingListenerHostname') }),
    ),
    grpc(
      [
        ...proves('grpcroute.http-listener', reaches('the wildcard', { authority: within(env, 'other') }, 'v1')),
        ...proves(
          'grpcroute.hostnames.precedence',
          reaches(
            'the exact name before the wildcard',
            { authority: within(env, 'exact'), metadata: { colour: 'red' } },
            'v2',
          ),
        ),
        ...proves(
          'grpcroute.rules.any-match',
          reaches('the first match of two', { authority: within(env, 'exact'), method: 'EchoTwo' }, 'v2'),
          unimplemented('neither of two matches', { authority: within(env, 'other'), method: 'EchoTwo' }),
        ),
        ...proves(
          'grpcroute.hostnames.no-intersection',
          unimplemented('a hostname that the listener has not', { authority: env.host('outside') }),
        ),
      ],
      { gateway: 'Gateway/front' },
    ),
    custom({
      name: 'calls over TLS reach the backend, unless the listener is refused for its protocol',
      reason: 'either will do',
      requirements: ['grpcroute.https-listener'],
      async run(context) {
        const reasonOf = (status: unknown) => {
          const listener = entriesOf(fieldsOf(status).listeners).find(({ name }) => name === 'https');
          return entriesOf(listener?.conditions).find(({ type }) => type === 'Accepted');
        };
        await context.expectObject('Gateway/front', (object) =>
          reasonOf(object.status) ? [] : [{ path: 'status.listeners[https]', expected: 'a verdict', observed: 'none' }],
        );
        const accepted = reasonOf((await context.get('Gateway/front'))?.status);
        if (accepted?.status === 'False' && accepted.reason === 'UnsupportedProtocol') return;
        const authority = env.host('secure');
        const target = { gateway: 'Gateway/front', port: 443 } as const;
        await context.expectTraffic('grpc', { authority, tls: true }, { backend: 'v1' }, target);
      },
    }),
  ],
});
