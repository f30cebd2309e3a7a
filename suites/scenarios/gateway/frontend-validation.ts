import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
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

type Trust = 'own' | 'foreign';
type Mode = 'AllowValidOnly' | 'AllowInsecureFallback';

/** A Gateway with HTTPS on 443 and 8443, which asks clients for certificates of these authorities. */
function validating(env: ScenarioEnv, label: string, trust: { default: Trust; 8443: Trust }, mode: Mode): KubeObject {
  const validation = (authority: Trust) => ({
    validation: { caCertificateRefs: [authoritiesRef(env, authority)], mode },
  });
  const base = gateway(env, label, {
    listeners: [
      httpsListener('https', certificateRef(env, 'pair'), { hostname: env.host(label) }),
      httpsListener('other', certificateRef(env, 'pair'), { hostname: env.host(label), port: 8443 }),
    ],
  });
  const frontend = { default: validation(trust.default), perPort: [{ port: 8443, tls: validation(trust[8443]) }] };
  return withTls(base, { frontend });
}

const GATEWAYS = ['by-default', 'by-port'] as const;

function resourcesOf(mode: Mode) {
  return async (env: ScenarioEnv): Promise<KubeObject[]> => {
    const pair = await env.certificate(GATEWAYS.map((label) => env.host(label)));
    return [
      tlsSecret(env, 'pair', pair),
      authorities(env, 'own', pair.authority),
      authorities(env, 'foreign', FOREIGN_AUTHORITY),
      validating(env, 'by-default', { default: 'own', 8443: 'foreign' }, mode),
      validating(env, 'by-port', { default: 'foreign', 8443: 'own' }, mode),
      ...GATEWAYS.map((label) =>
        httpRoute(env, label, {
          parents: [ownParent(env, label)],
          hostnames: [env.host(label)],
          rules: [ruleTo(env, 'v1')],
        }),
      ),
    ];
  };
}

const INSECURE = { status: 'True', reason: 'ConfigurationChanged' } as const;

function send(env: ScenarioEnv, label: string, shown: boolean): HttpRow['send'] {
  const clientCertificate = env.certificate([env.host('client')], { client: true });
  return { scheme: 'https', host: env.host(label), ...(shown ? { clientCertificate } : {}) };
}

const features = ['Gateway', 'HTTPRoute', 'GatewayFrontendClientCertificateValidation'] as const;

const validOnly = scenario({
  id: 'GatewayFrontendClientCertificateValidation',
  title: 'HTTPS listeners take clients with certificates of the default authorities, or of those of their port',
  requirements: ['gateway.tls.frontend.validation', 'gateway.tls.frontend.valid-only', 'gateway.tls.frontend.per-port'],
  features,
  since: 'v1.6',
  backends: { v1: {} },
  resources: resourcesOf('AllowValidOnly'),
  steps: (env) => [
    ...attached('HTTPRoute/by-default', 'HTTPRoute/by-port'),
    ...GATEWAYS.map((label) => status(`Gateway/${label}`, { conditions: GATEWAY_SERVES })),
    ...GATEWAYS.flatMap((label) => {
      const good = label === 'by-default' ? 443 : 8443;
      return [
        http(
          [
            arrives(`a certificate of the authority of ${good}`, send(env, label, true), 'v1'),
            ...proves(['gateway.tls.frontend.validation', 'gateway.tls.frontend.valid-only'], {
              ...refuses(`no certificate on ${good}`, send(env, label, false)),
              level: 'spec',
            }),
          ],
          { gateway: `Gateway/${label}`, port: good },
        ),
        http([refuses('a certificate of another authority', send(env, label, true))], {
          gateway: `Gateway/${label}`,
          port: good === 443 ? 8443 : 443,
        }),
      ];
    }),
  ],
});

const fallback = scenario({
  id: 'GatewayFrontendClientCertificateValidationInsecureFallback',
  title:
    'With the insecure fallback, clients without a certificate or with a strange one are served and the Gateway says so',
  requirements: ['gateway.tls.frontend.insecure-fallback'],
  features: [...features, 'GatewayFrontendClientCertificateValidationInsecureFallback'],
  since: 'v1.6',
  backends: { v1: {} },
  resources: resourcesOf('AllowInsecureFallback'),
  steps: (env) => [
    ...attached('HTTPRoute/by-default', 'HTTPRoute/by-port'),
    ...GATEWAYS.map((label) =>
      status(`Gateway/${label}`, { conditions: { ...GATEWAY_SERVES, InsecureFrontendValidationMode: INSECURE } }),
    ),
    ...GATEWAYS.flatMap((label) =>
      [443, 8443].map((port) =>
        http(
          [
            arrives(`a certificate on ${port}`, send(env, label, true), 'v1'),
            arrives(`no certificate on ${port}`, send(env, label, false), 'v1'),
          ],
          { gateway: `Gateway/${label}`, port },
        ),
      ),
    ),
  ],
});

export default [validOnly, fallback];
