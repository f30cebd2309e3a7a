import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  exactPath,
  httpRoute,
  POLICY_FEATURES,
  proves,
  rewriteFilter,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecBackendTLSPolicyRewrittenHost',
  title: 'A backend is asked by the name of its policy, whatever the Host header is or is rewritten to',
  requirements: ['backendtlspolicy.server-name', 'backendtlspolicy.hostname', 'httproute.filters.rewrite.hostname'],
  features: [...POLICY_FEATURES, 'HTTPRouteHostRewrite'],
  since: 'v1.6',
  level: 'spec',
  backends: { secure: { serves: ['https'] } },
  resources: (env) => [
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'policy', { backend: 'secure' }),
    httpRoute(env, 'secured', {
      rules: [
        {
          ...ruleTo(env, 'secure', exactPath('/rewritten')),
          filters: [rewriteFilter({ hostname: env.host('rewritten') })],
        },
        ruleTo(env, 'secure', exactPath('/kept')),
      ],
    }),
  ],
  steps: (env) => {
    const tls = { sni: env.backendTls.hostname };
    return [
      ...attached('HTTPRoute/secured'),
      ...proves(
        ['backendtlspolicy.server-name', 'httproute.filters.rewrite.hostname'],
        http([
          arrives('a host that is rewritten', { path: '/rewritten' }, 'secure', { host: env.host('rewritten'), tls }),
          arrives('a host that is kept', { path: '/kept' }, 'secure', { tls }),
        ]),
      ),
    ];
  },
});
