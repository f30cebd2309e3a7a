import { custom, http } from '../../../harness/scenario/define.ts';
import type { ObjectRef } from '../../../harness/scenario/steps.ts';
import {
  answers,
  applyYounger,
  arrives,
  attached,
  authorities,
  backendRef,
  backendTlsPolicy,
  exactPath,
  FRONT,
  frontGateway,
  httpRoute,
  NO_BACKEND,
  ownParent,
  POLICY_FEATURES,
  policySays,
  proves,
  readCreation,
  rejected,
  ruleTo,
  scenario,
  strangeName,
} from '../../kit/index.ts';

const policyRef = (label: string): ObjectRef => `BackendTLSPolicy/${label}`;
const ACCEPTED = { Accepted: { status: 'True', reason: 'Accepted' } } as const;

export default scenario({
  id: 'BackendTLSPolicyConflictResolution',
  title: 'Of the policies for one section the oldest holds and the others are conflicted; one for a section goes first',
  requirements: ['backendtlspolicy.conflict', 'backendtlspolicy.oldest-first', 'backendtlspolicy.sections'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  gateways: [],
  backends: {
    whole: { serves: ['https'] },
    section: { serves: ['https'] },
    twins: { serves: ['https'] },
    both: {
      serves: [
        { serves: 'https', name: 'first', port: 443 },
        { serves: 'https', name: 'second', port: 8443 },
      ],
    },
  },
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'whole-older', { backend: 'whole' }),
    backendTlsPolicy(env, 'section-older', { backend: 'section', sectionName: 'https' }),
    // Made one after the other, so mostly in one second; the last by name comes first.
    backendTlsPolicy(env, 'zz-twin', { backend: 'twins' }),
    backendTlsPolicy(env, 'aa-twin', { backend: 'twins' }),
    backendTlsPolicy(env, 'both-section', { backend: 'both', sectionName: 'first' }),
    backendTlsPolicy(env, 'both-whole', { backend: 'both', hostname: strangeName(env) }),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front')],
      rules: [
        ruleTo(env, 'whole', exactPath('/whole')),
        ruleTo(env, 'section', exactPath('/section')),
        ruleTo(env, 'twins', exactPath('/twins')),
        ruleTo(env, 'both', exactPath('/first')),
        { matches: [exactPath('/second')], backendRefs: [backendRef(env, 'both', { on: 'second' })] },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/route'),
    custom({
      name: 'make two policies that are younger by their timestamps, with a hostname that the certificate lacks',
      reason: 'timestamps count whole seconds, which have to pass',
      run: async (context) => {
        const { env } = context;
        const hostname = strangeName(env);
        await applyYounger(context, backendTlsPolicy(env, 'whole-younger', { backend: 'whole', hostname }));
        await context.apply([
          backendTlsPolicy(env, 'section-younger', { backend: 'section', sectionName: 'https', hostname }),
        ]);
      },
    }),
    ...proves(
      ['backendtlspolicy.conflict', 'backendtlspolicy.oldest-first'],
      policySays('whole-older', ACCEPTED),
      policySays('whole-younger', rejected('Conflicted')),
      policySays('section-older', ACCEPTED),
      policySays('section-younger', rejected('Conflicted')),
    ),
    custom({
      name: 'of two policies of one age the first by name holds, or else the older one',
      reason: 'whether both were made in one second shows only afterwards',
      requirements: ['backendtlspolicy.conflict', 'backendtlspolicy.oldest-first'],
      level: 'spec',
      run: async (context) => {
        const [first, last] = ['aa-twin', 'zz-twin'];
        const [made, madeLast] = [
          await readCreation(context, policyRef(first)),
          await readCreation(context, policyRef(last)),
        ];
        const [winner, loser] = made <= madeLast ? [first, last] : [last, first];
        await context.expectStatus(policyRef(winner), policySays(winner, ACCEPTED).expect);
        await context.expectStatus(policyRef(loser), policySays(loser, rejected('Conflicted')).expect);
      },
    }),
    ...proves('backendtlspolicy.sections', policySays('both-section', ACCEPTED), policySays('both-whole', ACCEPTED)),
    http(
      [
        ...proves(
          ['backendtlspolicy.conflict', 'backendtlspolicy.oldest-first'],
          arrives('the older policy for a Service', { path: '/whole' }, 'whole'),
          arrives('the older policy for a section', { path: '/section' }, 'section'),
        ),
        ...proves(
          'backendtlspolicy.sections',
          arrives('the policy for a section before that for the Service', { path: '/first' }, 'both'),
          {
            ...answers('the policy for the Service on the other port', { path: '/second' }, NO_BACKEND),
            level: 'spec',
          },
        ),
      ],
      FRONT,
    ),
  ],
});
