import { http, patch, remove } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  exactPath,
  FOREIGN_AUTHORITY,
  FRONT,
  frontGateway,
  httpRoute,
  NO_BACKEND,
  ownParent,
  POLICY_ACCEPTED,
  POLICY_FEATURES,
  POLICY_INVALID_AUTHORITY,
  policySays,
  proves,
  ruleTo,
  scenario,
  trustBundle,
  trustBundleRef,
} from '../../kit/index.ts';

const BACKENDS = ['own', 'foreign', 'missing', 'replaced'] as const;

export default scenario({
  id: 'SpecBackendTLSPolicyClusterTrustBundle',
  title: 'Backends are trusted by the ClusterTrustBundle that the policy names, as it is now',
  requirements: ['backendtlspolicy.trust-bundle', 'backendtlspolicy.invalid-ca-certificate'],
  features: [...POLICY_FEATURES, 'ClusterTrustBundle'],
  since: 'v1.7',
  level: 'spec',
  needs: ['trustBundles'],
  gateways: [],
  backends: Object.fromEntries(BACKENDS.map((label) => [label, { serves: ['https'] as const }])),
  resources: (env) => [
    frontGateway(env),
    trustBundle(env, 'own', env.backendTls.authority),
    trustBundle(env, 'foreign', FOREIGN_AUTHORITY),
    trustBundle(env, 'replaced', FOREIGN_AUTHORITY),
    // Of another kind, and so not what is referred to.
    authorities(env, 'missing', env.backendTls.authority),
    ...BACKENDS.map((label) =>
      backendTlsPolicy(env, label, { backend: label, caCertificateRefs: [trustBundleRef(env, label)] }),
    ),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front')],
      rules: BACKENDS.map((label) => ruleTo(env, label, exactPath(`/${label}`))),
    }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/route'),
    ...proves(
      'backendtlspolicy.trust-bundle',
      policySays('own', POLICY_ACCEPTED),
      policySays('foreign', POLICY_ACCEPTED),
    ),
    ...proves('backendtlspolicy.invalid-ca-certificate', policySays('missing', POLICY_INVALID_AUTHORITY)),
    http(
      [
        ...proves(
          'backendtlspolicy.trust-bundle',
          arrives('a bundle with the authority', { path: '/own' }, 'own'),
          answers('a bundle with another authority', { path: '/foreign' }, NO_BACKEND),
          answers('a bundle with another authority, yet to be replaced', { path: '/replaced' }, NO_BACKEND),
          answers('a bundle that is missing, beside a ConfigMap of its name', { path: '/missing' }, NO_BACKEND),
        ),
      ],
      FRONT,
    ),
    patch('the authority takes the place of the other', 'ClusterTrustBundle/replaced', {
      spec: { trustBundle: env.backendTls.authority },
    }),
    http(
      [
        ...proves(
          'backendtlspolicy.trust-bundle',
          arrives('the bundle with the authority now', { path: '/replaced' }, 'replaced'),
          arrives('the bundle that stayed as it was', { path: '/own' }, 'own'),
        ),
      ],
      FRONT,
    ),
    remove('a bundle goes', 'ClusterTrustBundle/replaced'),
    ...proves(
      'backendtlspolicy.invalid-ca-certificate',
      policySays('replaced', POLICY_INVALID_AUTHORITY),
      policySays('own', POLICY_ACCEPTED),
    ),
  ],
});
