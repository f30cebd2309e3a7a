import { status } from '../../../harness/scenario/define.ts';
import {
  certificateRef,
  FROM_ALL,
  gateway,
  httpsListener,
  nearMissGrants,
  proves,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

export default scenario({
  id: 'GatewaySecretInvalidReferenceGrant',
  title: 'Grants that each miss a certificate reference by one field do not allow it',
  requirements: [
    'referencegrant.required',
    'referencegrant.from',
    'referencegrant.to',
    'listener.tls.ref-not-permitted',
    'listener.status.attached-routes',
  ],
  features: ['Gateway', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { vault: {}, elsewhere: {} },
  backends: {},
  resources: async (env) => [
    tlsSecret(env, 'pair', await env.certificate([env.hostname]), { namespace: 'vault' }),
    ...nearMissGrants(env, {
      from: 'Gateway',
      to: 'Secret',
      name: env.name('pair'),
      target: 'vault',
      elsewhere: 'elsewhere',
    }),
    gateway(env, 'not-trusted', {
      listeners: [httpsListener('https', certificateRef(env, 'pair', 'vault'), { allowedRoutes: FROM_ALL })],
    }),
  ],
  steps: [
    ...proves(
      [
        'referencegrant.required',
        'referencegrant.from',
        'referencegrant.to',
        'listener.tls.ref-not-permitted',
        'listener.status.attached-routes',
      ],
      status('Gateway/not-trusted', {
        listeners: {
          https: {
            conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } },
            supportsAtLeast: ['HTTPRoute'],
            attachedRoutes: 0,
          },
        },
      }),
    ),
  ],
});
