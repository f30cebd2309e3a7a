import { status } from '../../../harness/scenario/define.ts';
import type { StatusExpectation } from '../../../harness/scenario/expectations.ts';
import {
  beyond,
  certificateRef,
  fromKind,
  GATEWAY_SERVES,
  gateway,
  httpsListener,
  listenerSet,
  proves,
  referenceGrant,
  refusedSet,
  scenario,
  tlsSecret,
  toKind,
} from '../../kit/index.ts';

const REFUSED: StatusExpectation = {
  conditions: refusedSet('ListenersNotValid'),
  listeners: { https: { conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } } } },
};

export default scenario({
  id: 'ListenerSetReferenceGrant',
  title: 'A ListenerSet needs a grant of its own for a certificate of another namespace',
  requirements: [
    'listenerset.grants.not-inherited',
    'listenerset.status.accepted',
    'listenerset.status.listeners-not-valid',
    'listener.tls.ref-not-permitted',
    'listener.tls.permission-first',
    'listenerset.tls.permission-first',
  ],
  features: ['Gateway', 'ListenerSet', 'ReferenceGrant'],
  since: 'v1.6',
  gateways: [],
  namespaces: { vault: {}, safe: {}, ungranted: {} },
  backends: {},
  resources: async (env) => {
    const pair = certificateRef(env, 'pair', 'vault');
    const names = ['own', 'granted', 'ungranted'].map((label) => env.host(label));
    return [
      tlsSecret(env, 'pair', await env.certificate(names), { namespace: 'vault' }),
      ...(['Gateway', 'ListenerSet'] as const).map((kind) =>
        referenceGrant(env, `for-${kind.toLowerCase()}`, {
          namespace: 'vault',
          from: [fromKind(env, kind)],
          to: [toKind('Secret')],
        }),
      ),
      // Here the Gateway alone is trusted, and so the ListenerSet of its namespace is not.
      tlsSecret(env, 'kept', await env.certificate([env.host('inherits')]), { namespace: 'safe' }),
      referenceGrant(env, 'for-gateway-alone', {
        namespace: 'safe',
        from: [fromKind(env, 'Gateway')],
        to: [toKind('Secret')],
      }),
      listenerSet(env, 'inherits', {
        gateway: 'open',
        listeners: [httpsListener('https', certificateRef(env, 'kept', 'safe'), { hostname: env.host('inherits') })],
      }),
      gateway(env, 'open', {
        setsFrom: { from: 'All' },
        listeners: [httpsListener('own', pair, { hostname: env.host('own') })],
      }),
      listenerSet(env, 'granted', {
        gateway: 'open',
        listeners: [httpsListener('https', pair, { hostname: env.host('granted') })],
      }),
      listenerSet(env, 'ungranted', {
        namespace: 'ungranted',
        gateway: 'open',
        listeners: [httpsListener('https', pair, { hostname: env.host('ungranted') })],
      }),
    ];
  },
  steps: [
    ...proves('listenerset.grants.not-inherited', status('Gateway/open', { conditions: GATEWAY_SERVES })),
    ...proves(
      ['listenerset.grants.not-inherited', 'listenerset.status.accepted'],
      status('ListenerSet/granted', {
        conditions: { Accepted: 'True', Programmed: 'True' },
        listeners: { https: { conditions: { ResolvedRefs: 'True' } } },
      }),
    ),
    ...proves(
      [
        'listenerset.grants.not-inherited',
        'listener.tls.ref-not-permitted',
        'listener.tls.permission-first',
        'listenerset.tls.permission-first',
        'listenerset.status.listeners-not-valid',
      ],
      status('ListenerSet/ungranted/ungranted', REFUSED),
      ...beyond(status('ListenerSet/inherits', REFUSED)),
    ),
  ],
});
