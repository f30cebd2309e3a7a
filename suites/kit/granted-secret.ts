import { remove, status } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import { CERTIFICATE_GRANTED } from './conditions.ts';
import type { ReferenceGrantTo } from './gateway-api.ts';
import { certificateRef, FROM_ALL, gateway, httpsListener } from './gateways.ts';
import { fromKind, referenceGrant } from './grants.ts';
import { proves } from './proves.ts';
import type { CatalogueScenario } from './scenario.ts';
import { tlsSecret } from './secrets.ts';

/**
 * A listener whose certificate, the Secret `pair`, stands in another namespace: permitted by one grant, and no longer
 * when that is removed. `to` is what the grant allows.
 */
export function grantedSecret(
  to: (env: ScenarioEnv) => readonly ReferenceGrantTo[],
): Pick<CatalogueScenario, 'requirements' | 'features' | 'namespaces' | 'backends' | 'resources' | 'steps'> {
  return {
    requirements: [
      'referencegrant.required',
      'referencegrant.revocation',
      'referencegrant.entries-or',
      'referencegrant.to',
      'listener.tls.ref-not-permitted',
      'gateway.listeners.core-combinations',
    ],
    features: ['Gateway', 'ReferenceGrant'],
    namespaces: { vault: {} },
    backends: {},
    resources: async (env) => [
      tlsSecret(env, 'pair', await env.certificate([env.hostname]), { namespace: 'vault' }),
      referenceGrant(env, 'secrets', {
        namespace: 'vault',
        from: [fromKind(env, 'HTTPRoute'), fromKind(env, 'Gateway')],
        to: to(env),
      }),
      gateway(env, 'trusted', {
        listeners: [httpsListener('https', certificateRef(env, 'pair', 'vault'), { allowedRoutes: FROM_ALL })],
      }),
    ],
    steps: [
      ...proves(
        ['referencegrant.entries-or', 'referencegrant.to', 'gateway.listeners.core-combinations'],
        status('Gateway/trusted', { listeners: { https: CERTIFICATE_GRANTED } }),
      ),
      remove('the grant goes', 'ReferenceGrant/vault/secrets'),
      ...proves(
        ['referencegrant.required', 'referencegrant.revocation', 'listener.tls.ref-not-permitted'],
        status('Gateway/trusted', {
          listeners: { https: { conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } } } },
        }),
      ),
    ],
  };
}
