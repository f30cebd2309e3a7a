import { apply, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { StatusExpectation } from '../../../harness/scenario/expectations.ts';
import type { StatusStep, TrafficTarget } from '../../../harness/scenario/steps.ts';
import {
  arrives,
  certificateRef,
  fromKind,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  listenerSet,
  proves,
  referenceGrant,
  refusedSet,
  ruleTo,
  SET_SERVES,
  scenario,
  setParent,
  tlsSecret,
  toKind,
} from '../../kit/index.ts';

const TARGET: TrafficTarget = { gateway: 'Gateway/front' };

const REFUSED: StatusExpectation = {
  conditions: refusedSet('ListenersNotValid'),
  listeners: { https: { conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } } } },
};
const GRANTED: StatusExpectation = {
  conditions: SET_SERVES,
  listeners: { https: { conditions: LISTENER_SERVES, attachedRoutes: 1 } },
};

const says = (expect: StatusExpectation): StatusStep => status('ListenerSet/crossing', expect);

export default scenario({
  id: 'SpecListenerSetGrantChanges',
  title: 'A ListenerSet uses a certificate of another namespace while a grant trusts ListenerSets of its own',
  requirements: [
    'referencegrant.required',
    'referencegrant.revocation',
    'referencegrant.from',
    'listenerset.status.listeners-not-valid',
    'listener.tls.ref-not-permitted',
  ],
  features: ['Gateway', 'ListenerSet', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.6',
  level: 'spec',
  namespaces: { vault: {} },
  gateways: [],
  backends: { v1: {} },
  resources: async (env) => [
    tlsSecret(env, 'pair', await env.certificate([env.hostname]), { namespace: 'vault' }),
    gateway(env, 'front', {
      setsFrom: { from: 'Same' },
      listeners: [httpListener('own', { hostname: env.host('own') })],
    }),
    listenerSet(env, 'crossing', {
      gateway: 'front',
      listeners: [httpsListener('https', certificateRef(env, 'pair', 'vault'), { hostname: env.hostname })],
    }),
    httpRoute(env, 'route', { parents: [setParent(env, 'crossing')], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => {
    const grant = referenceGrant(env, 'grant', {
      namespace: 'vault',
      from: [fromKind(env, 'ListenerSet')],
      to: [toKind('Secret', env.name('pair'))],
    });
    const served = (when: string) =>
      http([...proves('referencegrant.required', arrives(`${when}: over TLS`, { scheme: 'https' }, 'v1'))], TARGET);
    return [
      ...proves(['listener.tls.ref-not-permitted', 'listenerset.status.listeners-not-valid'], says(REFUSED)),
      apply('the grant comes', [grant]),
      ...proves('referencegrant.required', says(GRANTED)),
      served('granted'),
      remove('the grant goes', 'ReferenceGrant/vault/grant'),
      ...proves('referencegrant.revocation', says(REFUSED)),
      http(
        [
          {
            name: 'revoked: over TLS',
            send: { scheme: 'https' },
            expect: { connection: 'unserved' },
            requirements: ['referencegrant.revocation'],
          },
        ],
        TARGET,
      ),
      apply('the grant comes anew', [grant]),
      ...proves('referencegrant.required', says(GRANTED)),
      served('granted again'),
      patch('the grant trusts Gateways instead', 'ReferenceGrant/vault/grant', {
        spec: { from: [fromKind(env, 'Gateway')] },
      }),
      ...proves('referencegrant.from', says(REFUSED)),
    ];
  },
});
