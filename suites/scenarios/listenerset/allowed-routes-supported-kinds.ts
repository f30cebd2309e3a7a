import { status } from '../../../harness/scenario/define.ts';
import {
  beyond,
  FROM_ALL,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  listenerSet,
  proves,
  scenario,
  tlsListener,
} from '../../kit/index.ts';

const UNFIT = { ResolvedRefs: { status: 'False', reason: 'InvalidRouteKinds' } } as const;

export default scenario({
  id: 'ListenerSetAllowedRoutesSupportedKinds',
  title: 'A listener of a ListenerSet that allows kinds of routes which its protocol cannot serve says so',
  requirements: ['listenerset.status.supported-kinds', 'listenerset.status.valid-kinds'],
  features: ['Gateway', 'ListenerSet', 'TLSRoute'],
  since: 'v1.6',
  gateways: [],
  backends: {},
  resources: (env) => [
    gateway(env, 'open', {
      setsFrom: { from: 'All' },
      listeners: [httpListener('own', { hostname: env.host('own') })],
    }),
    listenerSet(env, 'unfit', {
      gateway: 'open',
      listeners: [
        tlsListener('tls', {
          hostname: env.host('tls'),
          allowedRoutes: { ...FROM_ALL, kinds: [{ kind: 'HTTPRoute' }] },
        }),
      ],
    }),
  ],
  steps: [
    ...proves(
      ['listenerset.status.supported-kinds', 'listenerset.status.valid-kinds'],
      status('Gateway/open', { conditions: GATEWAY_SERVES }),
      status('ListenerSet/unfit', { listeners: { tls: { conditions: UNFIT } } }),
      ...beyond(status('ListenerSet/unfit', { listeners: { tls: { supportedKinds: [], attachedRoutes: 0 } } })),
    ),
  ],
});
