import { http, patch } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  beyond,
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

const ACCEPTED = { Accepted: 'True' } as const;

export default scenario({
  id: 'BackendTLSPolicyObservedGenerationBump',
  title: 'The conditions of a policy follow its generation, and connections its new specification',
  requirements: ['backendtlspolicy.observed-generation', 'backendtlspolicy.hostname'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  gateways: [],
  backends: { secure: { serves: ['https'] } },
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'changing', { backend: 'secure', sectionName: 'https' }),
    httpRoute(env, 'route', { parents: [ownParent(env, 'front')], rules: [ruleTo(env, 'secure')] }),
  ],
  steps: (env) => {
    const rename = (hostname: string) => ({ spec: { validation: { hostname } } });
    const [accepted] = proves('backendtlspolicy.observed-generation', policySays('changing', ACCEPTED));
    return [
      ...attached('HTTPRoute/route'),
      ...beyond(...proves('backendtlspolicy.observed-generation', policySays('changing', POLICY_ACCEPTED))),
      accepted,
      http([...beyond(...proves('backendtlspolicy.hostname', arrives('the first hostname', {}, 'secure')))], FRONT),
      patch('the hostname changes', 'BackendTLSPolicy/changing', rename(strangeName(env))),
      accepted,
      http(
        [...beyond(...proves('backendtlspolicy.hostname', answers('a hostname that is wrong', {}, NO_BACKEND)))],
        FRONT,
      ),
      { ...patch('the hostname is back', 'BackendTLSPolicy/changing', rename(env.backendTls.hostname)), level: 'spec' },
      ...beyond(accepted),
      http(
        [...beyond(...proves('backendtlspolicy.hostname', arrives('the first hostname again', {}, 'secure')))],
        FRONT,
      ),
    ];
  },
});
