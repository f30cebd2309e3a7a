import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  attached,
  authorities,
  authoritiesRef,
  backendRef,
  backendTlsPolicy,
  gateway,
  ownParent,
  ROUTE_KITS,
  scenario,
  strangeName,
  tlsListener,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;

/** The client's own TLS reaches the backend, whose certificate it sees. */
function reachesItself(env: ScenarioEnv, name: string, label: string) {
  return {
    name,
    send: { sni: env.host(label), inside: { lines: ['TEST'] } },
    expect: {
      backend: label,
      terminatedBy: 'backend',
      certificate: { names: [env.backendTls.hostname] },
    },
  } as const;
}

export default scenario({
  id: 'SpecTLSRoutePassthroughPolicies',
  title: 'What is passed through reaches the backend as the client sent it, whatever BackendTLSPolicy the Service has',
  requirements: ['listener.tls.passthrough'],
  features: [...kit.features, 'BackendTLSPolicy'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { trusted: { serves: ['tls'] }, missing: { serves: ['tls'] }, strange: { serves: ['tls'] } },
  resources: (env) => [
    gateway(env, 'passes', { listeners: [tlsListener('tls', { allowedRoutes: { kinds: [{ kind: 'TLSRoute' }] } })] }),
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'trusted', { backend: 'trusted' }),
    backendTlsPolicy(env, 'missing', { backend: 'missing', caCertificateRefs: [authoritiesRef(env, 'nothing')] }),
    backendTlsPolicy(env, 'strange', { backend: 'strange', hostname: strangeName(env) }),
    ...['trusted', 'missing', 'strange'].map((label) =>
      kit.route(env, label, {
        parents: [ownParent(env, 'passes')],
        hostnames: [env.host(label)],
        backendRefs: [backendRef(env, label)],
      }),
    ),
  ],
  steps: (env) => [
    ...attached('TLSRoute/trusted', 'TLSRoute/missing', 'TLSRoute/strange'),
    {
      kind: 'tls',
      target: { gateway: 'Gateway/passes', port: tlsListener('').port },
      rows: [
        reachesItself(env, 'a policy that the backend satisfies', 'trusted'),
        reachesItself(env, 'a policy whose authorities are missing', 'missing'),
        reachesItself(env, 'a policy with another hostname than the backend has', 'strange'),
      ],
    },
  ],
});
