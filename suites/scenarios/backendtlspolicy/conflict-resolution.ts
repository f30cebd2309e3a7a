import { custom, http } from '../../../harness/scenario/define.ts';
import {
  answers,
  applyYounger,
  arrives,
  attached,
  authorities,
  backendRef,
  backendTlsPolicy,
  exactPath,
  httpRoute,
  NO_BACKEND,
  POLICY_FEATURES,
  policySays,
  proves,
  rejected,
  ruleTo,
  scenario,
  strangeName,
} from '../../kit/index.ts';

const ACCEPTED = { Accepted: { status: 'True', reason: 'Accepted' } } as const;

export default scenario({
  id: 'BackendTLSPolicyConflictResolution',
  title: 'Of the policies for one section the oldest holds and the others are conflicted; one for a section goes first',
  requirements: ['backendtlspolicy.conflict', 'backendtlspolicy.sections'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  backends: {
    whole: { serves: ['https'] },
    section: { serves: ['https'] },
    both: {
      serves: [
        { serves: 'https', name: 'first', port: 443 },
        { serves: 'https', name: 'second', port: 8443 },
      ],
    },
  },
  resources: (env) => [
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'whole-older', { backend: 'whole' }),
    backendTlsPolicy(env, 'section-older', { backend: 'section', sectionName: 'https' }),
    backendTlsPolicy(env, 'both-section', { backend: 'both', sectionName: 'first' }),
    backendTlsPolicy(env, 'both-whole', { backend: 'both', hostname: strangeName(env) }),
    httpRoute(env, 'route', {
      rules: [
        ruleTo(env, 'whole', exactPath('/whole')),
        ruleTo(env, 'section', exactPath('/section')),
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
      'backendtlspolicy.conflict',
      policySays('whole-older', ACCEPTED),
      policySays('whole-younger', rejected('Conflicted')),
      policySays('section-older', ACCEPTED),
      policySays('section-younger', rejected('Conflicted')),
    ),
    ...proves('backendtlspolicy.sections', policySays('both-section', ACCEPTED), policySays('both-whole', ACCEPTED)),
    http([
      ...proves(
        'backendtlspolicy.conflict',
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
    ]),
  ],
});
