import { apply, http, patch, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  authorities,
  authoritiesRef,
  backendTlsPolicy,
  beyond,
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
  sharedParent,
  strangeName,
} from '../../kit/index.ts';

const STEADY = ['trusted', 'misnamed', 'distrusted'] as const;
const BACKENDS = [...STEADY, 'changing'] as const;

const policy = scenario({
  id: 'BackendTLSPolicy',
  title: 'The connection to a backend is TLS, and authenticated by the hostname and the authorities of its policy',
  requirements: [
    'backendtlspolicy.hostname',
    'backendtlspolicy.ca-certificate',
    'backendtlspolicy.invalid-ca-certificate',
    'backendtlspolicy.invalid-fails',
  ],
  features: POLICY_FEATURES,
  since: 'v1.6',
  backends: Object.fromEntries(BACKENDS.map((label) => [label, { serves: ['https'] as const }])),
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'authorities', env.backendTls.authority),
    authorities(env, 'foreign', FOREIGN_AUTHORITY),
    backendTlsPolicy(env, 'trusted', { backend: 'trusted', sectionName: 'https' }),
    backendTlsPolicy(env, 'misnamed', { backend: 'misnamed', sectionName: 'https', hostname: strangeName(env) }),
    backendTlsPolicy(env, 'distrusted', {
      backend: 'distrusted',
      sectionName: 'https',
      caCertificateRefs: [authoritiesRef(env, 'foreign')],
    }),
    backendTlsPolicy(env, 'changing', {
      backend: 'changing',
      sectionName: 'https',
      caCertificateRefs: [authoritiesRef(env, 'late')],
    }),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front'), sharedParent(env)],
      rules: STEADY.map((label) => ruleTo(env, label, exactPath(`/${label}`))),
    }),
    // By itself, since a controller may say of a route that its backend has an invalid policy.
    httpRoute(env, 'late-route', {
      parents: [ownParent(env, 'front')],
      rules: [ruleTo(env, 'changing', exactPath('/changing'))],
    }),
  ],
  steps: (env) => {
    const [broken] = proves(
      'backendtlspolicy.invalid-ca-certificate',
      policySays('changing', POLICY_INVALID_AUTHORITY),
    );
    const [valid] = proves('backendtlspolicy.ca-certificate', policySays('changing', POLICY_ACCEPTED));
    return [
      ...attached('HTTPRoute/route'),
      ...proves(
        'backendtlspolicy.ca-certificate',
        policySays('trusted', POLICY_ACCEPTED),
        policySays('misnamed', POLICY_ACCEPTED),
        policySays('distrusted', POLICY_ACCEPTED),
      ),
      ...beyond(
        ...proves(
          [
            'backendtlspolicy.ancestors',
            'policy.ancestors.controller-name',
            'policy.ancestors.first-seen',
            'policy.ancestors.own-only',
          ],
          status('BackendTLSPolicy/trusted', {
            ancestors: [
              { ancestor: 'Gateway/front', conditions: POLICY_ACCEPTED },
              { ancestor: 'Gateway/shared', conditions: POLICY_ACCEPTED },
            ],
            others: 'sections',
          }),
        ),
      ),
      http(
        [
          ...proves(
            ['backendtlspolicy.hostname', 'backendtlspolicy.ca-certificate'],
            arrives('name and authority of the certificate', { path: '/trusted' }, 'trusted'),
          ),
          ...beyond(
            ...proves(
              'backendtlspolicy.server-name',
              arrives('the hostname of the policy as the server name', { path: '/trusted' }, 'trusted', {
                tls: { sni: env.backendTls.hostname },
              }),
            ),
          ),
          // The official test sends it under a hostname of no route, so that any Gateway answers with an error.
          ...beyond(
            ...proves(
              'backendtlspolicy.hostname',
              answers('a hostname that the certificate lacks', { path: '/misnamed' }, NO_BACKEND),
            ),
          ),
          ...proves(
            'backendtlspolicy.ca-certificate',
            answers('an authority that did not sign it', { path: '/distrusted' }, NO_BACKEND),
          ),
        ],
        FRONT,
      ),
      broken,
      apply('the authorities appear', [authorities(env, 'late', env.backendTls.authority)]),
      valid,
      http(
        [
          ...proves('backendtlspolicy.ca-certificate', {
            ...arrives('with the authorities that appeared', { path: '/changing' }, 'changing'),
            level: 'spec',
          }),
        ],
        FRONT,
      ),
      patch('the authorities are emptied', 'ConfigMap/late', { data: { 'ca.crt': '' } }),
      broken,
      http(
        [
          ...proves('backendtlspolicy.invalid-fails', {
            ...answers('without authorities', { path: '/changing' }, NO_BACKEND),
            level: 'spec',
          }),
        ],
        FRONT,
      ),
      patch('the authorities are back', 'ConfigMap/late', { data: { 'ca.crt': env.backendTls.authority } }),
      valid,
    ];
  },
});

// A list, since the id is the name of the folder alone.
export default [policy];
