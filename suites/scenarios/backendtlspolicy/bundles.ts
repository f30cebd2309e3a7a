import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
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
  NO_BACKEND,
  named,
  ownParent,
  POLICY_ACCEPTED,
  POLICY_FEATURES,
  policySays,
  proves,
  ruleTo,
  scenario,
  twinName,
} from '../../kit/index.ts';

/** The longest name of an object. */
const MAXIMUM = 253;
const TWINS = ['left', 'right'] as const;

/** Where the authority that signed the certificate of the backend stands in its bundle. */
const PLACES = ['first', 'last'] as const;

export default scenario({
  id: 'SpecBackendTLSPolicyBundles',
  title:
    'Every certificate of a bundle of authorities is trusted, and policies and bundles of long names are told apart',
  requirements: ['backendtlspolicy.ca-certificate'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: Object.fromEntries([...PLACES, ...TWINS].map((label) => [label, { serves: ['https'] as const }])),
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'first', `${env.backendTls.authority.trim()}\n${FOREIGN_AUTHORITY}`),
    authorities(env, 'last', `${FOREIGN_AUTHORITY}${env.backendTls.authority}`),
    ...PLACES.map((label) =>
      backendTlsPolicy(env, label, { backend: label, caCertificateRefs: [authoritiesRef(env, label)] }),
    ),
    ...TWINS.flatMap((label) => {
      const name = twinName(env, label, MAXIMUM);
      const trusted = label === 'left' ? env.backendTls.authority : FOREIGN_AUTHORITY;
      const caCertificateRefs = [{ ...authoritiesRef(env, label), name }];
      return [
        named(authorities(env, label, trusted), name),
        named(backendTlsPolicy(env, label, { backend: label, caCertificateRefs }), name),
      ];
    }),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front')],
      rules: [...PLACES, ...TWINS].map((label) => ruleTo(env, label, exactPath(`/${label}`))),
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
          arrives('the bundle of the longest name has the authority', { path: '/left' }, 'left'),
          answers('the bundle of a name that ends otherwise has another', { path: '/right' }, NO_BACKEND),
        ],
        FRONT,
      ),
    ),
  ],
});
