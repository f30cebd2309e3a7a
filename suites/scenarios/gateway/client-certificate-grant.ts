import { apply, http, remove, status } from '../../../harness/scenario/define.ts';
import type { ConditionExpectations } from '../../../harness/scenario/expectations.ts';
import {
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  fromKind,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  proves,
  referenceGrant,
  ruleTo,
  scenario,
  tlsSecret,
  toKind,
  withTls,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecGatewayClientCertificateGrant',
  title: 'A certificate of another namespace is shown to backends while a grant allows it',
  requirements: [
    'referencegrant.required',
    'referencegrant.revocation',
    'gateway.tls.backend.ref-not-permitted',
    'gateway.tls.backend.permission-first',
  ],
  features: ['Gateway', 'GatewayBackendClientCertificate', 'HTTPRoute', 'BackendTLSPolicy', 'ReferenceGrant'],
  since: 'v1.6',
  level: 'spec',
  namespaces: { vault: {} },
  backends: { asking: { serves: ['https'], asksClients: true } },
  resources: async (env) => {
    const clientCertificateRef = { group: '', kind: 'Secret', name: env.name('client'), namespace: env.ns('vault') };
    return [
      tlsSecret(env, 'client', await env.certificate([env.host('client')], { client: true }), { namespace: 'vault' }),
      withTls(gateway(env, 'front', { listeners: [httpListener('http')] }), { backend: { clientCertificateRef } }),
      authorities(env, 'authorities', env.backendTls.authority),
      backendTlsPolicy(env, 'policy', { backend: 'asking' }),
      // To the same Service from a Gateway that has no certificate.
      httpRoute(env, 'plain', { hostnames: [env.host('plain')], rules: [ruleTo(env, 'asking')] }),
      httpRoute(env, 'route', { parents: [ownParent(env, 'front')], rules: [ruleTo(env, 'asking')] }),
    ];
  },
  steps: (env) => {
    const says = (conditions: ConditionExpectations) => status('Gateway/front', { conditions });
    const refused: ConditionExpectations = {
      Accepted: { status: 'True', reason: 'Accepted' },
      ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' },
    };
    return [
      ...attached('HTTPRoute/route', 'HTTPRoute/plain'),
      ...proves(['gateway.tls.backend.ref-not-permitted', 'gateway.tls.backend.permission-first'], says(refused)),
      apply('a grant comes', [
        referenceGrant(env, 'grant', {
          namespace: 'vault',
          from: [fromKind(env, 'Gateway')],
          to: [toKind('Secret', env.name('client'))],
        }),
      ]),
      ...proves('referencegrant.required', says({ ResolvedRefs: { status: 'True', reason: 'ResolvedRefs' } })),
      http(
        [
          ...proves(
            'gateway.tls.backend.client-certificate',
            arrives('the certificate is shown', {}, 'asking', { tls: { clientCertificate: env.host('client') } }),
          ),
        ],
        { gateway: 'Gateway/front' },
      ),
      http([
        ...proves(
          'gateway.tls.backend.client-certificate',
          arrives('and not by another Gateway', { host: env.host('plain') }, 'asking', {
            tls: { clientCertificate: null },
          }),
        ),
      ]),
      remove('the grant goes', 'ReferenceGrant/vault/grant'),
      ...proves('referencegrant.revocation', says(refused)),
    ];
  },
});
