import { apply, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { StatusStep, TrafficTarget } from '../../../harness/scenario/steps.ts';
import {
  arrives,
  attached,
  authorities,
  authoritiesRef,
  certificateRef,
  fromKind,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  proves,
  type ReferenceGrantTo,
  referenceGrant,
  ruleTo,
  scenario,
  tlsSecret,
  withTls,
} from '../../kit/index.ts';

const TARGET: TrafficTarget = { gateway: 'Gateway/asking' };
const REFUSED = {
  Accepted: { status: 'False', reason: 'NoValidCACertificate' },
  ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' },
} as const;

function says(conditions: typeof LISTENER_SERVES | typeof REFUSED): StatusStep {
  return status('Gateway/asking', { listeners: { https: { conditions } } });
}

export default scenario({
  id: 'SpecGatewayAuthoritiesGrant',
  title: 'Authorities for clients of another namespace are used while a grant names their ConfigMap',
  requirements: [
    'referencegrant.required',
    'referencegrant.revocation',
    'referencegrant.to',
    'gateway.tls.frontend.ref-not-permitted',
  ],
  features: ['Gateway', 'HTTPRoute', 'GatewayFrontendClientCertificateValidation', 'ReferenceGrant'],
  since: 'v1.6',
  level: 'spec',
  namespaces: { vault: {} },
  gateways: [],
  backends: { v1: {} },
  resources: async (env) => {
    const pair = await env.certificate([env.hostname]);
    const validation = { caCertificateRefs: [{ ...authoritiesRef(env, 'trusted'), namespace: env.ns('vault') }] };
    return [
      tlsSecret(env, 'pair', pair),
      authorities(env, 'trusted', pair.authority, 'vault'),
      withTls(gateway(env, 'asking', { listeners: [httpsListener('https', certificateRef(env, 'pair'))] }), {
        frontend: { default: { validation } },
      }),
      httpRoute(env, 'route', { parents: [ownParent(env, 'asking')], rules: [ruleTo(env, 'v1')] }),
    ];
  },
  steps: (env) => {
    const configMap = (name: string): ReferenceGrantTo => ({ group: '', kind: 'ConfigMap', name: env.name(name) });
    const grant = referenceGrant(env, 'grant', {
      namespace: 'vault',
      from: [fromKind(env, 'Gateway')],
      to: [configMap('trusted')],
    });
    const shown = {
      scheme: 'https',
      clientCertificate: env.certificate([env.host('client')], { client: true }),
    } as const;
    const used = (when: string) =>
      http(
        [
          ...proves('referencegrant.required', arrives(`${when}: with a certificate of theirs`, shown, 'v1')),
          {
            name: `${when}: without a certificate`,
            send: { scheme: 'https' },
            expect: { connection: 'refused' },
            requirements: ['gateway.tls.frontend.valid-only'],
          },
        ],
        TARGET,
      );
    return [
      ...proves('gateway.tls.frontend.ref-not-permitted', says(REFUSED)),
      apply('the grant comes', [grant]),
      ...proves('referencegrant.required', says(LISTENER_SERVES)),
      ...attached('HTTPRoute/route'),
      used('granted'),
      remove('the grant goes', 'ReferenceGrant/vault/grant'),
      ...proves('referencegrant.revocation', says(REFUSED)),
      http(
        [
          {
            name: 'revoked: with a certificate of theirs',
            send: shown,
            expect: { connection: 'refused' },
            requirements: ['referencegrant.revocation'],
          },
        ],
        TARGET,
      ),
      apply('the grant comes anew', [grant]),
      ...proves('referencegrant.required', says(LISTENER_SERVES)),
      used('granted again'),
      patch('the grant names another ConfigMap', 'ReferenceGrant/vault/grant', { spec: { to: [configMap('never')] } }),
      ...proves('referencegrant.to', says(REFUSED)),
    ];
  },
});
