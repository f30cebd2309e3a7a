import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  authorities,
  authoritiesRef,
  backendTlsPolicy,
  beyond,
  exactPath,
  FRONT,
  frontGateway,
  httpRoute,
  NO_BACKEND,
  ownParent,
  POLICY_FEATURES,
  POLICY_INVALID_AUTHORITY,
  policySays,
  proves,
  rejected,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const BACKENDS = ['missing', 'malformed', 'garbled'] as const;

const invalidReference = scenario({
  id: 'BackendTLSPolicyInvalidCACertificateRef',
  title: 'A policy whose only authorities are missing or malformed is not accepted, and requests fail',
  requirements: ['backendtlspolicy.invalid-ca-certificate', 'backendtlspolicy.invalid-fails'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  gateways: [],
  backends: Object.fromEntries(BACKENDS.map((label) => [label, { serves: ['https'] as const }])),
  resources: (env) => [
    frontGateway(env),
    // The official test leaves the data out.
    { ...authorities(env, 'malformed', ''), data: {} },
    // What the policy says of itself is left open: whether content is validated is for implementations to decide.
    authorities(env, 'garbled', 'no certificate'),
    ...BACKENDS.map((label) =>
      backendTlsPolicy(env, label, { backend: label, caCertificateRefs: [authoritiesRef(env, label)] }),
    ),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front')],
      rules: BACKENDS.map((label) => ruleTo(env, label, exactPath(`/${label}`))),
    }),
  ],
  steps: [
    ...proves(
      'backendtlspolicy.invalid-ca-certificate',
      policySays('missing', POLICY_INVALID_AUTHORITY),
      policySays('malformed', POLICY_INVALID_AUTHORITY),
    ),
    http(
      [
        ...proves(
          'backendtlspolicy.invalid-fails',
          answers('authorities that are missing', { path: '/missing' }, NO_BACKEND),
          answers('authorities that are malformed', { path: '/malformed' }, NO_BACKEND),
          ...beyond(answers('authorities that are no certificate', { path: '/garbled' }, NO_BACKEND)),
        ),
      ],
      FRONT,
    ),
  ],
});

const UNKNOWN_KIND = {
  ...rejected('NoValidCACertificate'),
  ResolvedRefs: { status: 'False', reason: 'InvalidKind' },
} as const;

const invalidKind = scenario({
  id: 'BackendTLSPolicyInvalidKind',
  title: 'A policy whose only authorities are of an unknown kind is not accepted, and requests fail',
  requirements: ['backendtlspolicy.invalid-kind', 'reference.unknown-kind.local', 'backendtlspolicy.invalid-fails'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  gateways: [],
  backends: { secure: { serves: ['https'] }, grouped: { serves: ['https'] } },
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'authorities', env.backendTls.authority),
    // Of the name of a ConfigMap that would do.
    backendTlsPolicy(env, 'of-group', {
      backend: 'grouped',
      caCertificateRefs: [{ ...authoritiesRef(env, 'authorities'), group: 'unknown.example.com' }],
    }),
    httpRoute(env, 'to-grouped', {
      parents: [ownParent(env, 'front')],
      hostnames: [env.host('grouped')],
      rules: [ruleTo(env, 'grouped')],
    }),
    backendTlsPolicy(env, 'policy', {
      backend: 'secure',
      caCertificateRefs: [{ group: 'unknown.example.com', kind: 'Authority', name: env.name('authority') }],
    }),
    httpRoute(env, 'route', { parents: [ownParent(env, 'front')], rules: [ruleTo(env, 'secure')] }),
  ],
  steps: (env) => [
    ...proves(
      ['backendtlspolicy.invalid-kind', 'reference.unknown-kind.local'],
      policySays('policy', UNKNOWN_KIND),
      ...beyond(policySays('of-group', UNKNOWN_KIND)),
    ),
    http(
      proves(
        'backendtlspolicy.invalid-fails',
        answers('authorities of an unknown kind', {}, NO_BACKEND),
        ...beyond(
          answers('authorities of a known kind in an unknown group', { host: env.host('grouped') }, NO_BACKEND),
        ),
      ),
      FRONT,
    ),
  ],
});

export default [invalidReference, invalidKind];
