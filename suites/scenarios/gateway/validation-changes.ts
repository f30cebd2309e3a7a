import { absent, apply, custom, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { StatusStep, TrafficTarget } from '../../../harness/scenario/steps.ts';
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
  ruleTo,
  scenario,
  tlsSecret,
  withTls,
} from '../../kit/index.ts';

const TARGET: TrafficTarget = { gateway: 'Gateway/asking' };

/** The Gateway tells whether it takes clients without a valid certificate. */
function tells(isInsecure: boolean): StatusStep {
  return status('Gateway/asking', {
    conditions: {
      ...GATEWAY_SERVES,
      InsecureFrontendValidationMode: isInsecure
        ? { status: 'True', reason: 'ConfigurationChanged' }
        : { absentOr: 'False' },
    },
  });
}

export default scenario({
  id: 'SpecGatewayValidationChanges',
  title: 'Whether clients without a valid certificate are served, and that the Gateway says so, follows the mode',
  requirements: ['gateway.tls.frontend.insecure-fallback', 'gateway.tls.frontend.insecure-condition-removed'],
  features: [
    'Gateway',
    'HTTPRoute',
    'GatewayFrontendClientCertificateValidation',
    'GatewayFrontendClientCertificateValidationInsecureFallback',
  ],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {} },
  resources: async (env) => {
    const pair = await env.certificate([env.hostname]);
    const validation = { caCertificateRefs: [authoritiesRef(env, 'own')], mode: 'AllowValidOnly' };
    return [
      tlsSecret(env, 'pair', pair),
      authorities(env, 'own', pair.authority),
      withTls(gateway(env, 'asking', { listeners: [httpsListener('https', certificateRef(env, 'pair'))] }), {
        frontend: { default: { validation } },
      }),
      httpRoute(env, 'route', { parents: [ownParent(env, 'asking')], rules: [ruleTo(env, 'v1')] }),
    ];
  },
  steps: (env) => {
    const change = (mode: string) => ({ spec: { tls: { frontend: { default: { validation: { mode } } } } } });
    const shown = {
      scheme: 'https',
      clientCertificate: env.certificate([env.host('client')], { client: true }),
    } as const;
    return [
      ...attached('HTTPRoute/route'),
      ...proves('gateway.tls.frontend.insecure-condition-removed', tells(false)),
      http([...proves('gateway.tls.frontend.validation', arrives('with a certificate', shown, 'v1'))], TARGET),
      patch('the fallback is switched on', 'Gateway/asking', change('AllowInsecureFallback')),
      ...proves('gateway.tls.frontend.insecure-fallback', tells(true)),
      http(
        [
          ...proves(
            'gateway.tls.frontend.insecure-fallback',
            arrives('without a certificate', { scheme: 'https' }, 'v1'),
            arrives('with a certificate still', shown, 'v1'),
          ),
        ],
        TARGET,
      ),
      patch('the fallback is switched off', 'Gateway/asking', change('AllowValidOnly')),
      ...proves('gateway.tls.frontend.insecure-condition-removed', tells(false)),
      http(
        [
          ...proves('gateway.tls.frontend.validation', arrives('with a certificate again', shown, 'v1')),
          {
            name: 'without a certificate no longer',
            send: { scheme: 'https' },
            expect: { connection: 'refused' },
            requirements: ['gateway.tls.frontend.validation'],
          },
        ],
        TARGET,
      ),
      apply('the authority becomes another one', [authorities(env, 'own', FOREIGN_AUTHORITY)]),
      http(
        [
          {
            name: 'with a certificate of the authority that went',
            send: shown,
            expect: { connection: 'refused' },
            requirements: ['gateway.tls.frontend.validation'],
          },
        ],
        TARGET,
      ),
      remove('the authority goes', 'ConfigMap/own'),
      ...proves('gateway.tls.frontend.validation', absent('ConfigMap/own')),
      custom({
        name: 'one of its name comes, with the first authority',
        reason: 'certificates are made asynchronously',
        run: async (context) => {
          const { authority } = await env.certificate([env.hostname]);
          await context.apply([authorities(env, 'own', authority)]);
        },
      }),
      http(
        [...proves('gateway.tls.frontend.validation', arrives('with the authority made anew', shown, 'v1'))],
        TARGET,
      ),
    ];
  },
});
