import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  backendTlsPolicy,
  httpRoute,
  NO_BACKEND,
  POLICY_FEATURES,
  policySays,
  proves,
  rejected,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecBackendTLSPolicyWellKnown',
  title: 'A policy with a set of authorities that nobody knows is not accepted, and nothing is sent without it',
  requirements: ['backendtlspolicy.unknown-well-known', 'backendtlspolicy.invalid-fails'],
  features: POLICY_FEATURES,
  since: 'v1.6',
  level: 'spec',
  backends: { secure: { serves: ['https'] } },
  resources: (env) => {
    const { spec, ...policy } = backendTlsPolicy(env, 'policy', { backend: 'secure' });
    const { targetRefs } = spec as { targetRefs: readonly object[] };
    const validation = { wellKnownCACertificates: 'unknown.example.net/nobodys', hostname: env.backendTls.hostname };
    return [
      { ...policy, spec: { targetRefs, validation } },
      httpRoute(env, 'route', { rules: [ruleTo(env, 'secure')] }),
    ];
  },
  steps: [
    ...proves('backendtlspolicy.unknown-well-known', policySays('policy', rejected('Invalid'), 'Gateway/shared')),
    http([...proves('backendtlspolicy.invalid-fails', answers('a request for the backend', {}, NO_BACKEND))]),
  ],
});
