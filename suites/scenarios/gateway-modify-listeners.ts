import { http, patch, scenario, status } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import {
  type AllowedRoutes,
  answers,
  arrives,
  certificateRef,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  ROUTE_ATTACHED,
  ruleTo,
  tlsSecret,
} from '../base/index.ts';

const HTTP_ROUTES: AllowedRoutes = { namespaces: { from: 'All' }, kinds: [{ kind: 'HTTPRoute' }] };
const SERVING = { conditions: LISTENER_SERVES, supportedKinds: ['HTTPRoute'], attachedRoutes: 1 } as const;

/** The listeners that there may be, all with a hostname, so that the one route of a Gateway attaches to each. */
function listenersOf(env: ScenarioEnv) {
  const allowedRoutes = HTTP_ROUTES;
  return {
    secure: httpsListener('secure', certificateRef(env, 'pair'), { hostname: env.host('secure'), allowedRoutes }),
    plain: httpListener('plain', { hostname: env.host('plain'), allowedRoutes }),
    other: httpListener('other', { hostname: env.host('other'), allowedRoutes }),
  };
}

export default scenario({
  id: 'GatewayModifyListeners',
  title: 'Listeners that are added to a Gateway serve, and those that are removed no longer do',
  requirements: [
    'gateway.spec.changes-take-effect',
    'gateway.status.observed-generation',
    'gateway.listeners.unmatched-rejected',
    'listener.status.supported-kinds',
    'listener.status.attached-routes',
    'listener.status.observed-generation',
    'listener.hostname.http',
  ],
  features: ['Gateway'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: async (env) => {
    const { secure, plain, other } = listenersOf(env);
    return [
      tlsSecret(env, 'pair', await env.certificate([env.host('secure')])),
      gateway(env, 'growing', { listeners: [secure] }),
      gateway(env, 'shrinking', { listeners: [secure, plain, other] }),
      ...['growing', 'shrinking'].map((label) =>
        httpRoute(env, `through-${label}`, {
          parents: [ownParent(env, label)],
          hostnames: [],
          rules: [ruleTo(env, 'v1')],
        }),
      ),
    ];
  },
  steps: (env) => {
    const { secure, plain, other } = listenersOf(env);
    const growing = { gateway: 'Gateway/growing' } as const;
    const shrinking = { gateway: 'Gateway/shrinking' } as const;
    const reachesSecure = arrives('over TLS', { scheme: 'https', host: env.host('secure') }, 'v1');
    const toPlain = { host: env.host('plain') };
    const toOther = { host: env.host('other') };
    return [
      status('HTTPRoute/through-growing', { conditions: ROUTE_ATTACHED }),
      status('Gateway/growing', { conditions: GATEWAY_SERVES, listeners: { secure: SERVING } }),
      http([reachesSecure], growing),
      patch('two listeners are added', 'Gateway/growing', { spec: { listeners: [secure, plain, other] } }),
      status('Gateway/growing', {
        conditions: GATEWAY_SERVES,
        listeners: { secure: SERVING, plain: SERVING, other: SERVING },
      }),
      http([reachesSecure], growing),
      http([arrives('the first new hostname', toPlain, 'v1'), arrives('the second one', toOther, 'v1')], growing),

      status('HTTPRoute/through-shrinking', { conditions: ROUTE_ATTACHED }),
      status('Gateway/shrinking', {
        conditions: GATEWAY_SERVES,
        listeners: { secure: SERVING, plain: SERVING, other: SERVING },
      }),
      http([reachesSecure], shrinking),
      http([arrives('a hostname that stays', toPlain, 'v1'), arrives('one that will go', toOther, 'v1')], shrinking),
      patch('two listeners are removed', 'Gateway/shrinking', { spec: { listeners: [plain] } }),
      status('Gateway/shrinking', { conditions: GATEWAY_SERVES, listeners: { plain: SERVING } }),
      http([arrives('a hostname that stayed', toPlain, 'v1'), answers('one that went', toOther, 404)], shrinking),
      http(
        [
          {
            name: 'the TLS listener that went',
            send: { scheme: 'https', host: env.host('secure') },
            expect: { connection: 'unserved' },
          },
        ],
        shrinking,
      ),
    ];
  },
});
