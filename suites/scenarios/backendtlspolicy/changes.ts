import { absent, apply, custom, http, patch, remove } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  applyYounger,
  arrives,
  attached,
  authorities,
  authoritiesRef,
  backendRef,
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
  rejected,
  ruleTo,
  scenario,
  strangeName,
} from '../../kit/index.ts';
import type { RequirementId } from '../../kit/scenario.ts';

const ACCEPTED = { Accepted: { status: 'True', reason: 'Accepted' } } as const;

/** The clause that each path is about. */
const CLAUSES = {
  succeeded: 'backendtlspolicy.conflict',
  first: 'backendtlspolicy.sections',
  second: 'backendtlspolicy.sections',
  authority: 'backendtlspolicy.ca-certificate',
  reference: 'backendtlspolicy.ca-certificate',
  anew: 'backendtlspolicy.hostname',
  left: 'backendtlspolicy.sections',
} as const satisfies Record<string, RequirementId>;
type Path = keyof typeof CLAUSES;
/** All whose authorities stay, so that no connection is open that was trusted by others. */
const STEADY: readonly Path[] = ['succeeded', 'first', 'second', 'anew', 'left'];

function backendOf(path: Path): string {
  return path === 'first' || path === 'second' ? 'ports' : path;
}

/** These paths, of which some have a backend that can be trusted now. */
function ask(
  when: string,
  served: readonly Path[],
  paths: readonly Path[] = Object.keys(CLAUSES) as Path[],
): [HttpRow, ...HttpRow[]] {
  const row = (path: Path): HttpRow => {
    const send = { path: `/${path}` };
    const made = served.includes(path)
      ? arrives(`${when}, ${path}: trusted`, send, backendOf(path))
      : answers(`${when}, ${path}: not trusted`, send, NO_BACKEND);
    return { ...made, requirements: [CLAUSES[path]] };
  };
  const [first = 'succeeded', ...others] = paths;
  return [row(first), ...others.map(row)];
}

export default scenario({
  id: 'SpecBackendTLSPolicyChanges',
  title: 'Backends are trusted by their policies and authorities as they are now: edited, moved, deleted, made anew',
  requirements: [
    'backendtlspolicy.conflict',
    'backendtlspolicy.sections',
    'backendtlspolicy.ca-certificate',
    'backendtlspolicy.invalid-ca-certificate',
    'backendtlspolicy.hostname',
    'backendtlspolicy.observed-generation',
  ],
  features: POLICY_FEATURES,
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: {
    succeeded: { serves: ['https'] },
    authority: { serves: ['https'] },
    reference: { serves: ['https'] },
    anew: { serves: ['https'] },
    left: { serves: [{ serves: 'https', name: 'only', port: 443 }] },
    ports: {
      serves: [
        { serves: 'https', name: 'first', port: 443 },
        { serves: 'https', name: 'second', port: 8443 },
      ],
    },
  },
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'authorities', env.backendTls.authority),
    authorities(env, 'own', env.backendTls.authority),
    authorities(env, 'foreign', FOREIGN_AUTHORITY),
    backendTlsPolicy(env, 'older', { backend: 'succeeded', hostname: strangeName(env) }),
    backendTlsPolicy(env, 'section', { backend: 'ports', sectionName: 'first' }),
    backendTlsPolicy(env, 'whole', { backend: 'ports', hostname: strangeName(env) }),
    backendTlsPolicy(env, 'authority', { backend: 'authority', caCertificateRefs: [authoritiesRef(env, 'own')] }),
    backendTlsPolicy(env, 'reference', { backend: 'reference', caCertificateRefs: [authoritiesRef(env, 'foreign')] }),
    backendTlsPolicy(env, 'anew', { backend: 'anew' }),
    backendTlsPolicy(env, 'left', { backend: 'left' }),
    backendTlsPolicy(env, 'leaving', { backend: 'left', sectionName: 'only', hostname: strangeName(env) }),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front')],
      rules: [
        ...(['succeeded', 'authority', 'reference', 'anew', 'left'] as const).map((label) =>
          ruleTo(env, label, exactPath(`/${label}`)),
        ),
        ...(['first', 'second'] as const).map((on) => ({
          matches: [exactPath(`/${on}`)],
          backendRefs: [backendRef(env, 'ports', { on })],
        })),
      ],
    }),
  ],
  steps: (env) => {
    const service = env.backend('ports').name;
    const forSection = (sectionName: string) => ({
      spec: { targetRefs: [{ group: '', kind: 'Service', name: service, sectionName }] },
    });
    const trusting = (label: string) => ({
      spec: { validation: { caCertificateRefs: [authoritiesRef(env, label)] } },
    });
    const says = (...labels: string[]) =>
      labels.flatMap((label) => proves('backendtlspolicy.observed-generation', policySays(label, ACCEPTED)));
    return [
      ...attached('HTTPRoute/route'),
      custom({
        name: 'make a policy that is younger by its timestamp, with a hostname that the certificate has',
        reason: 'timestamps count whole seconds, which have to pass',
        requirements: ['backendtlspolicy.conflict'],
        run: (context) => applyYounger(context, backendTlsPolicy(context.env, 'younger', { backend: 'succeeded' })),
      }),
      ...proves(
        'backendtlspolicy.conflict',
        policySays('older', ACCEPTED),
        policySays('younger', rejected('Conflicted')),
      ),
      // Not of "left", which "leaving" leaves nothing: whether such a policy is in conflict is not said.
      ...says('section', 'whole', 'authority', 'reference', 'anew', 'leaving'),
      http(ask('at first', ['first', 'authority', 'anew']), FRONT),

      remove('succeeded: the older policy goes', 'BackendTLSPolicy/older'),
      patch('ports: the policy for one section is for the other', 'BackendTLSPolicy/section', forSection('second')),
      patch('authority: its certificate is that of another authority', 'ConfigMap/own', {
        data: { 'ca.crt': FOREIGN_AUTHORITY },
      }),
      patch('reference: it leads to the right authorities', 'BackendTLSPolicy/reference', trusting('authorities')),
      remove('left: the policy for its port goes, and one for all of it is left', 'BackendTLSPolicy/leaving'),
      remove('anew: the policy goes', 'BackendTLSPolicy/anew'),
      ...proves('backendtlspolicy.hostname', absent('BackendTLSPolicy/anew')),
      apply('anew: one of the same name comes, with a hostname that the certificate lacks', [
        backendTlsPolicy(env, 'anew', { backend: 'anew', hostname: strangeName(env) }),
      ]),
      ...proves('backendtlspolicy.conflict', policySays('younger', ACCEPTED)),
      ...says('section', 'whole', 'authority', 'reference', 'anew'),
      // Connections that were trusted before the authorities changed may still be used, as long as they are open.
      http(ask('changed', ['succeeded', 'second', 'reference', 'left'], [...STEADY, 'reference']), FRONT),

      patch('ports: back again', 'BackendTLSPolicy/section', forSection('first')),
      remove('authority: the authorities go', 'ConfigMap/own'),
      patch('reference: back again', 'BackendTLSPolicy/reference', trusting('foreign')),
      patch('anew: it gets a hostname that the certificate has', 'BackendTLSPolicy/anew', {
        spec: { validation: { hostname: env.backendTls.hostname } },
      }),
      ...proves('backendtlspolicy.invalid-ca-certificate', policySays('authority', POLICY_INVALID_AUTHORITY)),
      ...says('section', 'reference', 'anew'),
      http(ask('again', ['succeeded', 'first', 'anew', 'left'], [...STEADY, 'authority']), FRONT),

      apply('authority: the authorities come anew', [authorities(env, 'own', env.backendTls.authority)]),
      ...proves('backendtlspolicy.ca-certificate', policySays('authority', POLICY_ACCEPTED)),
      http(
        proves(
          'backendtlspolicy.ca-certificate',
          arrives('the authorities that came anew', { path: '/authority' }, 'authority'),
        ),
        FRONT,
      ),
    ];
  },
});
