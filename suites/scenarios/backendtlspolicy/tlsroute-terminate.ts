import {
  attached,
  authorities,
  backendRef,
  backendTlsPolicy,
  certificateRef,
  gateway,
  ownParent,
  POLICY_ACCEPTED,
  policySays,
  proves,
  ROUTE_KITS,
  scenario,
  terminatingListener,
  tlsSecret,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.TLSRoute;

/** TLS between client and Gateway ends there; its name is another than the backend's. */

export default scenario({
  id: 'BackendTLSPolicyTLSRouteTerminate',
  title: 'What a TLS listener has ended goes to the backend over TLS again, by the policy of the Service',
  requirements: ['backendtlspolicy.route-kinds', 'backendtlspolicy.server-name'],
  features: ['Gateway', 'TLSRoute', 'TLSRouteModeTerminate', 'BackendTLSPolicy'],
  since: 'v1.7',
  gateways: [],
  backends: { secure: { serves: ['tls'] } },
  resources: async (env) => [
    tlsSecret(env, 'pair', await env.certificate([env.host('front')])),
    gateway(env, 'front', {
      listeners: [terminatingListener('tls', certificateRef(env, 'pair'), { hostname: env.host('front') })],
    }),
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'policy', { backend: 'secure', sectionName: 'tls' }),
    kit.route(env, 'ended', {
      parents: [ownParent(env, 'front')],
      hostnames: [env.host('front')],
      backendRefs: [backendRef(env, 'secure')],
    }),
  ],
  steps: (env) => [
    ...attached('TLSRoute/ended'),
    ...proves('backendtlspolicy.route-kinds', policySays('policy', POLICY_ACCEPTED, 'Gateway/front')),
    {
      kind: 'tls',
      target: { gateway: 'Gateway/front', port: 8443 },
      rows: [
        {
          name: 'ended by the Gateway, and TLS to the backend under the name of its policy',
          send: { sni: env.host('front'), inside: { lines: ['TEST'] } },
          expect: {
            backend: 'secure',
            certificate: { names: [env.host('front')] },
            saw: { tls: { sni: env.backendTls.hostname } },
          },
        },
      ],
    },
  ],
});
