import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  authorities,
  authoritiesRef,
  backendTlsPolicy,
  exactPath,
  FOREIGN_AUTHORITY,
  FRONT,
  frontGateway,
  httpRoute,
  ownParent,
  POLICY_ACCEPTED,
  POLICY_FEATURES,
  policySays,
  proves,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** Where the authority that signed the certificate of the backend stands in its bundle. */
const PLACES = ['first', 'last'] as const;

export default scenario({
  id: 'SpecBackendTLSPolicyBundles',
  title: 'Every certificate of a bundle of authorities is trusted',
  requirements: ['backendtlspolicy.ca-certificate'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: Object.fromEntries(PLACES.map((label) => [label, { serves: ['https'] as const }])),
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'first', `${env.backendTls.authority.trim()}\n${FOREIGN_AUTHORITY}`),
    authorities(env, 'last', `${FOREIGN_AUTHORITY}${env.backendTls.authority}`),
    ...PLACES.map((label) =>
      backendTlsPolicy(env, label, { backend: label, caCertificateRefs: [authoritiesRef(env, label)] }),
    ),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front')],
      rules: PLACES.map((label) => ruleTo(env, label, exactPath(`/${label}`))),
    }),
  ],
  steps: [
    ...attached('HTTPRoute/route'),
    ...PLACES.map((label) => policySays(label, POLICY_ACCEPTED)),
    ...proves(
      'backendtlspolicy.ca-certificate',
      http(
        [
          arrives('the first authority of two signed the certificate', { path: '/first' }, 'first'),
          arrives('the last authority of two signed the certificate', { path: '/last' }, 'last'),
        ],
        FRONT,
      ),
    ),
  ],
});
