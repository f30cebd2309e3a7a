import { http, status } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  authorities,
  authoritiesRef,
  certificateRef,
  FOREIGN_AUTHORITY,
  GATEWAY_SERVES,
  gateway,
  httpRoute,
  httpsListener,
  ownParent,
  proves,
  refuses,
  ruleTo,
  scenario,
  tlsSecret,
  withTls,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecGatewayValidationBundles',
  title: 'Clients are trusted by every certificate of a bundle of authorities',
  requirements: ['gateway.tls.frontend.validation'],
  features: ['Gateway', 'HTTPRoute', 'GatewayFrontendClientCertificateValidation'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {} },
  resources: async (env) => {
    const pair = await env.certificate([env.hostname]);
    const validation = { caCertificateRefs: [authoritiesRef(env, 'bundle')] };
    return [
      tlsSecret(env, 'pair', pair),
      authorities(env, 'bundle', `${FOREIGN_AUTHORITY}${pair.authority}`),
      withTls(
        gateway(env, 'asking', {
          listeners: [httpsListener('https', certificateRef(env, 'pair'), { hostname: env.hostname })],
        }),
        { frontend: { default: { validation } } },
      ),
      httpRoute(env, 'asked', { parents: [ownParent(env, 'asking')], rules: [ruleTo(env, 'v1')] }),
    ];
  },
  steps: (env) => [
    ...attached('HTTPRoute/asked'),
    status('Gateway/asking', { conditions: GATEWAY_SERVES }),
    ...proves(
      'gateway.tls.frontend.validation',
      http(
        [
          arrives(
            'a certificate of the last of two authorities',
            {
              scheme: 'https',
              clientCertificate: env.certificate([env.host('client')], { client: true }),
            },
            'v1',
          ),
          refuses('no certificate', { scheme: 'https' }),
        ],
        { gateway: 'Gateway/asking' },
      ),
    ),
  ],
});
