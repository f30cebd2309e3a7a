import { status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  type CertificateRef,
  certificateRef,
  FROM_ALL,
  gateway,
  httpsListener,
  proves,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

/** Each gets a Gateway of its own: one listener's certificate must not save another's. */
const INVALID: Readonly<Record<string, (env: ScenarioEnv) => CertificateRef>> = {
  missing: (env) => certificateRef(env, 'no-such-secret'),
  'unknown-group': (env) => ({ ...certificateRef(env, 'sound'), group: 'example.net' }),
  'unknown-kind': (env) => ({ ...certificateRef(env, 'sound'), kind: 'Envelope' }),
  malformed: (env) => certificateRef(env, 'malformed'),
  'malformed-key': (env) => certificateRef(env, 'malformed-key'),
};

export default scenario({
  id: 'GatewayInvalidTLSConfiguration',
  title: 'A listener whose certificate cannot be had or read does not resolve its references',
  requirements: [
    'listener.tls.invalid-certificate-ref',
    'reference.unknown-kind.secret',
    'listener.status.supported-kinds',
    'listener.status.attached-routes',
    'listener.status.observed-generation',
  ],
  features: ['Gateway'],
  since: 'v1.0',
  backends: {},
  resources: async (env) => {
    const sound = await env.certificate([env.hostname]);
    const noPem = 'not what PEM looks like\n';
    return [
      tlsSecret(env, 'sound', sound),
      tlsSecret(env, 'malformed', { certificate: noPem, privateKey: noPem }),
      tlsSecret(env, 'malformed-key', { ...sound, privateKey: noPem }),
      ...Object.entries(INVALID).map(([label, ref]) =>
        gateway(env, label, { listeners: [httpsListener('https', ref(env), { allowedRoutes: FROM_ALL })] }),
      ),
    ];
  },
  steps: Object.keys(INVALID).flatMap((label) =>
    proves(
      [
        'listener.tls.invalid-certificate-ref',
        'reference.unknown-kind.secret',
        'listener.status.supported-kinds',
        'listener.status.attached-routes',
        'listener.status.observed-generation',
      ],
      status(`Gateway/${label}`, {
        listeners: {
          https: {
            conditions: { ResolvedRefs: { status: 'False', reason: 'InvalidCertificateRef' } },
            supportsAtLeast: ['HTTPRoute'],
            attachedRoutes: 0,
          },
        },
      }),
    ),
  ),
});
