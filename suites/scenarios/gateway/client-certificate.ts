import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  arrives,
  attached,
  authorities,
  backendTlsPolicy,
  beyond,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  POLICY_ACCEPTED,
  policySays,
  proves,
  ruleTo,
  scenario,
  tlsSecret,
  withTls,
} from '../../kit/index.ts';

const features = ['Gateway', 'GatewayBackendClientCertificate', 'HTTPRoute', 'BackendTLSPolicy'] as const;

/** A Gateway for HTTP that shows backends the certificate of this Secret. */
function showing(env: ScenarioEnv, label: string, clientCertificateRef: object): KubeObject {
  const base = gateway(env, label, { listeners: [httpListener('http', { hostname: env.host(label) })] });
  return withTls(base, { backend: { clientCertificateRef } });
}

const secretRef = (env: ScenarioEnv, label: string, further: object = {}) => ({
  group: '',
  kind: 'Secret',
  name: env.name(label),
  ...further,
});

const shown = scenario({
  id: 'GatewayTLSBackendClientCertificate',
  title: 'A Gateway shows the certificate that it names to backends that ask for one',
  requirements: ['gateway.tls.backend.client-certificate', 'gateway.resolved-refs'],
  features,
  since: 'v1.6',
  gateways: [],
  backends: { asking: { serves: ['https'], asksClients: true } },
  resources: async (env) => [
    tlsSecret(env, 'client', await env.certificate([env.host('client')], { client: true })),
    tlsSecret(env, 'other', await env.certificate([env.host('other')], { client: true })),
    showing(env, 'front', secretRef(env, 'client')),
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'policy', { backend: 'asking' }),
    httpRoute(env, 'route', {
      parents: [ownParent(env, 'front')],
      hostnames: [env.host('front')],
      rules: [ruleTo(env, 'asking')],
    }),
  ],
  steps: (env) => {
    const resolved = { ResolvedRefs: { status: 'True', reason: 'ResolvedRefs' } } as const;
    const shows = (name: string, label: string) =>
      arrives(name, { host: env.host('front') }, 'asking', { tls: { clientCertificate: env.host(label) } });
    const target = { gateway: 'Gateway/front' } as const;
    return [
      ...attached('HTTPRoute/route'),
      policySays('policy', POLICY_ACCEPTED, 'Gateway/front'),
      ...proves('gateway.resolved-refs', status('Gateway/front', { conditions: resolved })),
      http(
        [...proves('gateway.tls.backend.client-certificate', shows('the certificate of the Gateway', 'client'))],
        target,
      ),
      {
        ...patch('another Secret takes its place', 'Gateway/front', {
          spec: { tls: { backend: { clientCertificateRef: secretRef(env, 'other') } } },
        }),
        level: 'spec',
      },
      http(
        [...beyond(...proves('gateway.tls.backend.client-certificate', shows('the other certificate', 'other')))],
        target,
      ),
    ];
  },
});

/** Labels of the Gateways whose reference is invalid, and the reason that each must give. */
const INVALID = {
  missing: 'InvalidClientCertificateRef',
  'strange-group': 'InvalidClientCertificateRef',
  'strange-kind': 'InvalidClientCertificateRef',
  malformed: 'InvalidClientCertificateRef',
  'not-granted': 'RefNotPermitted',
} as const;

const invalid = scenario({
  id: 'GatewayInvalidTLSBackendConfiguration',
  title: 'A Gateway whose certificate for backends cannot be used is accepted, and says why',
  requirements: ['gateway.tls.backend.invalid-reference', 'gateway.tls.backend.ref-not-permitted'],
  features,
  since: 'v1.6',
  namespaces: { vault: {} },
  backends: {},
  gateways: [],
  resources: async (env) => {
    const pair = await env.certificate([env.host('client')], { client: true });
    const inVault = { namespace: env.ns('vault') };
    return [
      tlsSecret(env, 'valid', pair),
      tlsSecret(env, 'elsewhere', pair, { namespace: 'vault' }),
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: env.name('malformed'), namespace: env.namespace },
        type: 'Opaque',
        data: {},
      },
      showing(env, 'missing', secretRef(env, 'no-such-secret')),
      showing(env, 'strange-group', secretRef(env, 'valid', { group: 'unknown.example.com' })),
      showing(env, 'strange-kind', secretRef(env, 'valid', { kind: 'UnknownKind' })),
      showing(env, 'malformed', secretRef(env, 'malformed')),
      showing(env, 'not-granted', secretRef(env, 'elsewhere', inVault)),
    ];
  },
  steps: [
    ...Object.entries(INVALID).flatMap(([label, reason]) =>
      proves(
        reason === 'RefNotPermitted'
          ? 'gateway.tls.backend.ref-not-permitted'
          : 'gateway.tls.backend.invalid-reference',
        status(`Gateway/${label}`, {
          conditions: {
            Accepted: { status: 'True', reason: 'Accepted' },
            ResolvedRefs: { status: 'False', reason },
          },
        }),
      ),
    ),
  ],
});

export default [shown, invalid];
