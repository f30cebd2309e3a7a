import { apply, http, status } from '../../../harness/scenario/define.ts';
import type { ConditionExpectations } from '../../../harness/scenario/expectations.ts';
import {
  arrives,
  authorities,
  authoritiesRef,
  backendRef,
  beyond,
  certificateRef,
  fromKind,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  proves,
  referenceGrant,
  scenario,
  tlsSecret,
  withTls,
} from '../../kit/index.ts';

const features = ['Gateway', 'HTTPRoute', 'GatewayFrontendClientCertificateValidation'] as const;

/** Of an HTTPS listener whose only authorities cannot be used, for this reason. */
function invalid(reason: string): ConditionExpectations {
  return {
    Accepted: { status: 'False', reason: 'NoValidCACertificate' },
    ResolvedRefs: { status: 'False', reason },
    Programmed: 'False',
  };
}

const perPort = scenario({
  id: 'GatewayInvalidFrontendClientCertificateValidation',
  title: 'Authorities for clients that cannot be used make the HTTPS listeners of their port invalid, and no others',
  requirements: ['gateway.tls.frontend.invalid-authorities', 'gateway.tls.frontend.per-port'],
  features: [...features, 'ReferenceGrant'],
  since: 'v1.6',
  namespaces: { vault: {} },
  backends: { v1: {} },
  gateways: [],
  resources: async (env) => {
    const pair = await env.certificate([env.host('asking')]);
    const validation = (...caCertificateRefs: readonly object[]) => ({ validation: { caCertificateRefs } });
    const asks = {
      7443: validation(authoritiesRef(env, 'missing')),
      8443: validation({ group: '', kind: 'Service', name: env.backend('v1').name }),
      6443: validation({ ...authoritiesRef(env, 'elsewhere'), namespace: env.ns('vault') }),
    };
    const listener = (name: string, port: number) =>
      httpsListener(name, certificateRef(env, 'pair'), { port, hostname: env.host('asking') });
    return [
      tlsSecret(env, 'pair', pair),
      authorities(env, 'own', pair.authority),
      authorities(env, 'elsewhere', pair.authority, 'vault'),
      withTls(
        gateway(env, 'asking', {
          listeners: [
            listener('valid', 443),
            listener('missing', 7443),
            listener('strange-kind', 8443),
            listener('not-granted', 6443),
          ],
        }),
        {
          frontend: {
            default: validation(authoritiesRef(env, 'own')),
            perPort: Object.entries(asks).map(([port, tls]) => ({ port: Number(port), tls })),
          },
        },
      ),
    ];
  },
  steps: (env) => [
    ...proves(
      [
        'gateway.tls.frontend.invalid-authorities',
        'gateway.tls.frontend.ref-not-permitted',
        'reference.unknown-kind.object',
      ],
      status('Gateway/asking', {
        listeners: {
          valid: { conditions: LISTENER_SERVES },
          missing: { conditions: invalid('InvalidCACertificateRef') },
          'strange-kind': { conditions: invalid('InvalidCACertificateKind') },
          'not-granted': { conditions: invalid('RefNotPermitted') },
        },
      }),
    ),
    ...beyond(
      apply('the grant comes', [
        referenceGrant(env, 'grant', {
          namespace: 'vault',
          from: [fromKind(env, 'Gateway')],
          to: [{ group: '', kind: 'ConfigMap', name: env.name('elsewhere') }],
        }),
      ]),
      ...proves(
        [
          'gateway.tls.frontend.invalid-authorities',
          'gateway.tls.frontend.ref-not-permitted',
          'reference.unknown-kind.object',
        ],
        status('Gateway/asking', { listeners: { 'not-granted': { conditions: LISTENER_SERVES } } }),
      ),
    ),
  ],
});

const byDefault = scenario({
  id: 'GatewayFrontendInvalidDefaultClientCertificateValidation',
  title: 'Invalid authorities for clients concern HTTPS listeners alone: HTTP is served',
  requirements: ['gateway.tls.frontend.invalid-authorities', 'gateway.tls.frontend.https-only'],
  features,
  since: 'v1.6',
  backends: { v1: {} },
  gateways: [],
  resources: async (env) => {
    const missing = { validation: { caCertificateRefs: [authoritiesRef(env, 'missing')] } };
    return [
      tlsSecret(env, 'pair', await env.certificate([env.hostname])),
      withTls(
        gateway(env, 'asking', {
          listeners: [httpsListener('https', certificateRef(env, 'pair')), httpListener('http')],
        }),
        { frontend: { default: missing, perPort: [{ port: 80, tls: missing }] } },
      ),
      httpRoute(env, 'route', {
        parents: [ownParent(env, 'asking')],
        rules: [{ backendRefs: [backendRef(env, 'v1')] }],
      }),
    ];
  },
  steps: [
    ...proves(
      'gateway.tls.frontend.https-only',
      status('Gateway/asking', { listeners: { http: { conditions: LISTENER_SERVES } } }),
    ),
    ...proves(
      [
        'gateway.tls.frontend.invalid-authorities',
        'gateway.tls.frontend.ref-not-permitted',
        'reference.unknown-kind.object',
      ],
      status('Gateway/asking', { listeners: { https: { conditions: invalid('InvalidCACertificateRef') } } }),
    ),
    http([...proves('gateway.tls.frontend.https-only', arrives('HTTP is served', {}, 'v1'))], {
      gateway: 'Gateway/asking',
    }),
    http(
      [
        {
          name: 'HTTPS is not',
          send: { scheme: 'https' },
          expect: { connection: 'refused' },
          requirements: [
            'gateway.tls.frontend.invalid-authorities',
            'gateway.tls.frontend.ref-not-permitted',
            'reference.unknown-kind.object',
          ],
        },
      ],
      { gateway: 'Gateway/asking' },
    ),
  ],
});

export default [perPort, byDefault];
