import { remove, scenario, status } from '../../harness/scenario/define.ts';
import {
  CERTIFICATE_GRANTED,
  certificateRef,
  FROM_ALL,
  fromKind,
  gateway,
  httpsListener,
  referenceGrant,
  tlsSecret,
  toKind,
} from '../base/index.ts';

export default scenario({
  id: 'GatewaySecretReferenceGrantSpecific',
  title: 'A grant for one Secret lets a listener use it, until it is removed',
  requirements: [
    'referencegrant.required',
    'referencegrant.revocation',
    'referencegrant.entries-or',
    'referencegrant.to',
    'listener.tls.ref-not-permitted',
    'gateway.listeners.core-combinations',
  ],
  features: ['Gateway', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { vault: {} },
  backends: {},
  resources: async (env) => [
    tlsSecret(env, 'pair', await env.certificate([env.hostname]), { namespace: 'vault' }),
    referenceGrant(env, 'one-secret', {
      namespace: 'vault',
      from: [fromKind(env, 'HTTPRoute'), fromKind(env, 'Gateway')],
      to: [toKind('Secret', env.name('another')), toKind('Secret', env.name('pair'))],
    }),
    gateway(env, 'trusted', {
      listeners: [httpsListener('https', certificateRef(env, 'pair', 'vault'), { allowedRoutes: FROM_ALL })],
    }),
  ],
  steps: [
    status('Gateway/trusted', { listeners: { https: CERTIFICATE_GRANTED } }),
    remove('the grant goes', 'ReferenceGrant/vault/one-secret'),
    status('Gateway/trusted', {
      listeners: { https: { conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } } } },
    }),
  ],
});
