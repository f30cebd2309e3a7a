import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  authorities,
  authoritiesRef,
  backendTlsPolicy,
  beyond,
  callsTo,
  echoMethod,
  FOREIGN_AUTHORITY,
  FRONT,
  frontGateway,
  grpcRoute,
  ownParent,
  POLICY_ACCEPTED,
  policySays,
  proves,
  reaches,
  scenario,
  strangeName,
} from '../../kit/index.ts';

/** Which code a call gets whose connection to the backend fails is not specified. */
const FAILS = {
  code: ['UNAVAILABLE', 'INTERNAL', 'UNKNOWN', 'UNAUTHENTICATED', 'FAILED_PRECONDITION', 'ABORTED'],
} as const;
const BACKENDS = ['trusted', 'misnamed', 'distrusted'] as const;

export default scenario({
  id: 'BackendTLSPolicyGRPCRoute',
  title: 'Calls go to a backend over TLS that is authenticated by its policy',
  requirements: ['backendtlspolicy.route-kinds', 'backendtlspolicy.hostname', 'backendtlspolicy.ca-certificate'],
  features: ['Gateway', 'GRPCRoute', 'BackendTLSPolicy'],
  since: 'v1.7',
  gateways: [],
  backends: Object.fromEntries(BACKENDS.map((label) => [label, { serves: ['grpcs'] as const }])),
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'authorities', env.backendTls.authority),
    authorities(env, 'foreign', FOREIGN_AUTHORITY),
    backendTlsPolicy(env, 'trusted', { backend: 'trusted', sectionName: 'grpcs' }),
    backendTlsPolicy(env, 'misnamed', { backend: 'misnamed', sectionName: 'grpcs', hostname: strangeName(env) }),
    backendTlsPolicy(env, 'distrusted', {
      backend: 'distrusted',
      sectionName: 'grpcs',
      caCertificateRefs: [authoritiesRef(env, 'foreign')],
    }),
    grpcRoute(env, 'calls', {
      parents: [ownParent(env, 'front')],
      rules: [callsTo(env, 'trusted', echoMethod('Echo')), callsTo(env, 'misnamed', echoMethod('EchoTwo'))],
    }),
    grpcRoute(env, 'distrusted', {
      parents: [ownParent(env, 'front')],
      hostnames: [env.host('distrusted')],
      rules: [callsTo(env, 'distrusted', echoMethod('Echo'))],
    }),
  ],
  steps: (env) => [
    ...attached('GRPCRoute/calls', 'GRPCRoute/distrusted'),
    ...BACKENDS.flatMap((label) => proves('backendtlspolicy.route-kinds', policySays(label, POLICY_ACCEPTED))),
    grpc(
      [
        ...proves('backendtlspolicy.route-kinds', reaches('name and authority of the certificate', {}, 'trusted')),
        {
          name: 'a hostname that the certificate lacks',
          send: { method: 'EchoTwo' },
          expect: FAILS,
          requirements: ['backendtlspolicy.hostname'],
        },
        {
          name: 'an authority that did not sign it',
          send: { authority: env.host('distrusted') },
          expect: FAILS,
          requirements: ['backendtlspolicy.ca-certificate'],
        },
        ...beyond(
          ...proves(
            'backendtlspolicy.server-name',
            reaches('the hostname of the policy as the server name', {}, 'trusted', {
              saw: { tls: { sni: env.backendTls.hostname } },
            }),
          ),
        ),
      ],
      FRONT,
    ),
  ],
});
