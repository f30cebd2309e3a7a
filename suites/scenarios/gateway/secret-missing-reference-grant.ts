import { status } from '../../../harness/scenario/define.ts';
import { certificateRef, FROM_ALL, gateway, httpsListener, scenario, tlsSecret } from '../../kit/index.ts';

const NOT_PERMITTED = {
  conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } },
  supportsAtLeast: ['HTTPRoute'],
  attachedRoutes: 0,
} as const;

export default scenario({
  id: 'GatewaySecretMissingReferenceGrant',
  title: 'Without a grant a certificate in another namespace is not permitted, whether it exists or not',
  requirements: ['referencegrant.required', 'listener.tls.ref-not-permitted', 'listener.status.attached-routes'],
  features: ['Gateway', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { vault: {} },
  backends: {},
  resources: async (env) => [
    tlsSecret(env, 'pair', await env.certificate([env.hostname]), { namespace: 'vault' }),
    gateway(env, 'not-trusted', {
      listeners: [
        httpsListener('existing', certificateRef(env, 'pair', 'vault'), { allowedRoutes: FROM_ALL }),
        httpsListener('missing', certificateRef(env, 'no-such-secret', 'vault'), {
          hostname: env.host('missing'),
          allowedRoutes: FROM_ALL,
        }),
      ],
    }),
  ],
  steps: [status('Gateway/not-trusted', { listeners: { existing: NOT_PERMITTED, missing: NOT_PERMITTED } })],
});
