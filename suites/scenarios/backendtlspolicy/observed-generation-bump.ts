import { http, patch } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  beyond,
  httpRoute,
  NO_BACKEND,
  POLICY_ACCEPTED,
  POLICY_FEATURES,
  policySays,
  proves,
  ruleTo,
  scenario,
  strangeName,
} from '../../kit/index.ts';

const ACCEPTED = { Accepted: 'True' } as const;

export default scenario({
  id: 'BackendTLSPolicyObservedGenerationBump',
  title: 'The conditions of a policy follow its generation, and connections its new specification',
  requirements: ['backendtlspolicy.observed-generation', 'backendtlspolicy.hostname'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  backends: { secure: { serves: ['https'] } },
  resources: (env) => [
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'changing', { backend: 'secure', sectionName: 'https' }),
    httpRoute(env, 'route', { rules: [ruleTo(env, 'secure')] }),
  ],
  steps: (env) => {
    const rename = (hostname: string) => ({ spec: { validation: { hostname } } });
    const [accepted] = proves('backendtlspolicy.observed-generation', policySays('changing', ACCEPTED));
    return [
      ...attached('HTTPRoute/route'),
      ...beyond(...proves('backendtlspolicy.observed-generation', policySays('changing', POLICY_ACCEPTED))),
      accepted,
      http([...beyond(...proves('backendtlspolicy.hostname', arrives('the first hostname', {}, 'secure')))]),
      patch('the hostname changes', 'BackendTLSPolicy/changing', rename(strangeName(env))),
      accepted,
      http([...beyond(...proves('backendtlspolicy.hostname', answers('a hostname that is wrong', {}, NO_BACKEND)))]),
      { ...patch('the hostname is back', 'BackendTLSPolicy/changing', rename(env.backendTls.hostname)), level: 'spec' },
      ...beyond(accepted),
      http([...beyond(...proves('backendtlspolicy.hostname', arrives('the first hostname again', {}, 'secure')))]),
    ];
  },
});
