import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  authorities,
  authoritiesRef,
  backendTlsPolicy,
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
  ruleTo,
  scenario,
} from '../../kit/index.ts';

const LABELS = ['missing', 'malformed', 'unknown'] as const;

/** Backends that would answer in the clear: who falls back to that is served by them. */
export default scenario({
  id: 'SpecBackendTLSPolicyNotInTheClear',
  title: 'Where a policy cannot be followed, requests fail though the backend would answer in the clear',
  requirements: ['backendtlspolicy.invalid-fails'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  // The first is what shows that the Gateway serves at all.
  backends: { v1: {}, missing: {}, malformed: {}, unknown: {} },
  resources: (env) => {
    const refs = {
      missing: authoritiesRef(env, 'missing'),
      malformed: authoritiesRef(env, 'malformed'),
      unknown: { ...authoritiesRef(env, 'malformed'), group: 'unknown.example.com' },
    };
    return [
      frontGateway(env),
      { ...authorities(env, 'malformed', ''), data: {} },
      ...LABELS.map((label) => backendTlsPolicy(env, label, { backend: label, caCertificateRefs: [refs[label]] })),
      httpRoute(env, 'route', {
        parents: [ownParent(env, 'front')],
        rules: LABELS.map((label) => ruleTo(env, label, exactPath(`/${label}`))),
      }),
    ];
  },
  steps: [
    policySays('missing', POLICY_INVALID_AUTHORITY),
    http(
      proves(
        'backendtlspolicy.invalid-fails',
        answers('authorities that are missing', { path: '/missing' }, NO_BACKEND),
        answers('authorities that are malformed', { path: '/malformed' }, NO_BACKEND),
        answers('authorities of an unknown kind', { path: '/unknown' }, NO_BACKEND),
      ),
      FRONT,
    ),
  ],
});
