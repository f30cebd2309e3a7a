import { http, patch } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  beyond,
  exactPath,
  FRONT,
  frontGateway,
  httpRoute,
  NO_BACKEND,
  ownParent,
  POLICY_ACCEPTED,
  POLICY_FEATURES,
  policySays,
  proves,
  ruleTo,
  scenario,
  strangeName,
} from '../../kit/index.ts';

const MATCHING = ['dns', 'uri', 'several'] as const;
/** Asked for by the specification alone. */
const FURTHER = ['second', 'fifth', 'other-sni'] as const;
const STRANGE = ['strange-dns', 'strange-uri', 'several-strange'] as const;
const ALL = [...MATCHING, ...FURTHER, ...STRANGE];

function changedName(env: ScenarioEnv): string {
  return `changed.${strangeName(env)}`;
}

export default scenario({
  id: 'BackendTLSPolicySANValidation',
  title: 'The certificate of a backend has one of the alternative names that its policy lists, or requests fail',
  requirements: ['backendtlspolicy.subject-alt-names', 'backendtlspolicy.hostname-not-authenticated'],
  features: [...POLICY_FEATURES, 'BackendTLSPolicySANValidation'],
  since: 'v1.6',
  gateways: [],
  backends: Object.fromEntries(ALL.map((label) => [label, { serves: ['https'] as const }])),
  resources: (env) => {
    const dns = { type: 'Hostname', hostname: env.backendTls.hostname } as const;
    const uri = { type: 'URI', uri: env.backendTls.uri } as const;
    const strangeDns = { type: 'Hostname', hostname: strangeName(env) } as const;
    const strangeUri = { type: 'URI', uri: `spiffe://${strangeName(env)}/nobody` } as const;
    const names = {
      dns: [dns],
      uri: [uri],
      several: [uri, dns],
      second: [strangeDns, dns],
      fifth: [
        strangeUri,
        strangeDns,
        ...['a', 'b'].map((label) => ({ ...strangeDns, hostname: `${label}.${strangeName(env)}` })),
        uri,
      ],
      'other-sni': [dns],
      'strange-dns': [strangeDns],
      'strange-uri': [strangeUri],
      'several-strange': [strangeUri, strangeDns],
    };
    return [
      frontGateway(env),
      authorities(env, 'authorities', env.backendTls.authority),
      ...ALL.map((label) =>
        backendTlsPolicy(env, label, {
          backend: label,
          subjectAltNames: names[label],
          ...(label === 'other-sni' ? { hostname: strangeName(env) } : {}),
        }),
      ),
      httpRoute(env, 'route', {
        parents: [ownParent(env, 'front')],
        rules: ALL.map((label) => ruleTo(env, label, exactPath(`/${label}`))),
      }),
    ];
  },
  steps: (env) => [
    ...attached('HTTPRoute/route'),
    ...ALL.map((label) => policySays(label, POLICY_ACCEPTED)),
    http(
      [
        arrives('a DNS name of the certificate', { path: '/dns' }, 'dns'),
        arrives('a URI of the certificate', { path: '/uri' }, 'uri'),
        arrives('several names of the certificate', { path: '/several' }, 'several'),
        ...beyond(
          arrives('the second of two names, the first of which it lacks', { path: '/second' }, 'second'),
          arrives('the last of five names, the others of which it lacks', { path: '/fifth' }, 'fifth'),
          ...proves(
            ['backendtlspolicy.hostname', 'backendtlspolicy.subject-alt-names'],
            arrives('a name that it has, and another one as the server name', { path: '/other-sni' }, 'other-sni', {
              tls: { sni: strangeName(env) },
            }),
          ),
        ),
        answers('a DNS name that it lacks', { path: '/strange-dns' }, NO_BACKEND),
        answers('a URI that it lacks', { path: '/strange-uri' }, NO_BACKEND),
        answers('several names that it lacks', { path: '/several-strange' }, NO_BACKEND),
      ],
      FRONT,
    ),
    ...beyond(
      patch('the server name of a policy changes', 'BackendTLSPolicy/other-sni', {
        spec: { validation: { hostname: changedName(env) } },
      }),
      // The other way round a connection that is still open would go on being trusted.
      patch('a policy gets a name that the certificate has', 'BackendTLSPolicy/strange-dns', {
        spec: { validation: { subjectAltNames: [{ type: 'Hostname', hostname: env.backendTls.hostname }] } },
      }),
      policySays('other-sni', POLICY_ACCEPTED),
      policySays('strange-dns', POLICY_ACCEPTED),
    ),
    http(
      [
        ...beyond(
          ...proves(
            'backendtlspolicy.hostname',
            arrives('another server name', { path: '/other-sni' }, 'other-sni', { tls: { sni: changedName(env) } }),
          ),
          ...proves(
            'backendtlspolicy.subject-alt-names',
            arrives(
              'a name that came to the list, and that the certificate has',
              { path: '/strange-dns' },
              'strange-dns',
            ),
          ),
        ),
      ],
      FRONT,
    ),
  ],
});
