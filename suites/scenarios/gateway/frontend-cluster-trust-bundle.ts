import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  authorities,
  certificateRef,
  FOREIGN_AUTHORITY,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  proves,
  refuses,
  ruleTo,
  scenario,
  tlsSecret,
  trustBundle,
  trustBundleRef,
  withTls,
} from '../../kit/index.ts';

/** Ports by the bundle that says whom their clients must be certified by. */
const PORTS = { own: 443, foreign: 8443, missing: 7443 } as const;
type Bundle = keyof typeof PORTS;

function send(env: ScenarioEnv, isCertified: boolean): HttpRow['send'] {
  const clientCertificate = env.certificate([env.host('client')], { client: true });
  return { scheme: 'https', host: env.host('asking'), ...(isCertified ? { clientCertificate } : {}) };
}

function on(bundle: Bundle) {
  return { gateway: 'Gateway/asking', port: PORTS[bundle] } as const;
}

export default scenario({
  id: 'SpecGatewayFrontendClusterTrustBundle',
  title: 'Clients are trusted by the ClusterTrustBundle that the Gateway names for their port',
  requirements: ['gateway.tls.frontend.trust-bundle', 'gateway.tls.frontend.invalid-authorities'],
  features: ['Gateway', 'HTTPRoute', 'GatewayFrontendClientCertificateValidation', 'ClusterTrustBundle'],
  since: 'v1.7',
  level: 'spec',
  needs: ['trustBundles'],
  gateways: [],
  backends: { v1: {} },
  resources: async (env) => {
    const pair = await env.certificate([env.host('asking')]);
    const validation = (bundle: Bundle) => ({ validation: { caCertificateRefs: [trustBundleRef(env, bundle)] } });
    const listeners = (Object.keys(PORTS) as Bundle[]).map((bundle) =>
      httpsListener(bundle, certificateRef(env, 'pair'), { port: PORTS[bundle], hostname: env.host('asking') }),
    );
    return [
      tlsSecret(env, 'pair', pair),
      trustBundle(env, 'own', pair.authority),
      trustBundle(env, 'foreign', FOREIGN_AUTHORITY),
      // Of another kind, and so not what is referred to.
      authorities(env, 'missing', pair.authority),
      withTls(gateway(env, 'asking', { listeners }), {
        frontend: {
          default: validation('own'),
          perPort: (['foreign', 'missing'] as const).map((bundle) => ({
            port: PORTS[bundle],
            tls: validation(bundle),
          })),
        },
      }),
      httpRoute(env, 'route', {
        parents: [ownParent(env, 'asking')],
        hostnames: [env.host('asking')],
        rules: [ruleTo(env, 'v1')],
      }),
    ];
  },
  steps: (env) => [
    ...attached('HTTPRoute/route'),
    ...proves(
      ['gateway.tls.frontend.trust-bundle', 'gateway.tls.frontend.invalid-authorities'],
      status('Gateway/asking', {
        listeners: {
          own: { conditions: LISTENER_SERVES },
          foreign: { conditions: LISTENER_SERVES },
          missing: {
            conditions: {
              Accepted: { status: 'False', reason: 'NoValidCACertificate' },
              ResolvedRefs: { status: 'False', reason: 'InvalidCACertificateRef' },
            },
          },
        },
      }),
    ),
    http(
      [
        ...proves(
          'gateway.tls.frontend.trust-bundle',
          arrives('a certificate of the authority in the bundle', send(env, true), 'v1'),
          refuses('no certificate', send(env, false)),
        ),
      ],
      on('own'),
    ),
    http(
      [
        ...proves(
          'gateway.tls.frontend.trust-bundle',
          refuses('a certificate of another authority than that of the bundle', send(env, true)),
        ),
      ],
      on('foreign'),
    ),
  ],
});
