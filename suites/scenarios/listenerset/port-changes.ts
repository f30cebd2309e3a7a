import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  attached,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  type Listener,
  listenerSet,
  proves,
  ruleTo,
  scenario,
  setParent,
} from '../../kit/index.ts';

const FIRST = 80;
const OTHER = 8080;
const SET = 'ListenerSet/changing';

/** A listener that stays at its port, so that the set always has one there, and one that moves. */
function listeners(env: ScenarioEnv, port: number): Listener[] {
  return [
    httpListener('staying', { hostname: env.host('staying'), allowedRoutes: FROM_SAME }),
    httpListener('moving', { hostname: env.host('moving'), port, allowedRoutes: FROM_SAME }),
  ];
}

export default scenario({
  id: 'SpecListenerSetPortChanges',
  title: 'A listener of a ListenerSet that moves to another port is served there, and no longer where it was',
  requirements: ['listenerset.changes-take-effect', 'gateway.listeners.unmatched-rejected'],
  features: ['Gateway', 'HTTPRoute', 'ListenerSet', 'GatewayPort8080'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'front', {
      setsFrom: { from: 'Same' },
      listeners: [httpListener('own', { hostname: env.host('own') })],
    }),
    listenerSet(env, 'changing', { gateway: 'front', listeners: listeners(env, FIRST) }),
    httpRoute(env, 'route', { parents: [setParent(env, 'changing')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => {
    const serves = { conditions: LISTENER_SERVES, attachedRoutes: 1 };
    const [staying, moving] = [{ host: env.host('staying') }, { host: env.host('moving') }];
    const judged = proves(
      'listenerset.changes-take-effect',
      status(SET, { listeners: { staying: serves, moving: serves } }),
    );
    const servedAt = (port: number, name: string) =>
      proves('listenerset.changes-take-effect', http([arrives(name, moving, 'v1')], { listenerSet: SET, port }));
    return [
      ...attached('HTTPRoute/route'),
      ...judged,
      ...servedAt(FIRST, 'at its first port'),
      patch('a listener gets another port', SET, { spec: { listeners: listeners(env, OTHER) } }),
      ...judged,
      ...servedAt(OTHER, 'at its other port'),
      http(
        [
          ...proves('listenerset.changes-take-effect', arrives('the listener that stayed', staying, 'v1')),
          ...proves('gateway.listeners.unmatched-rejected', answers('no longer at its first port', moving, 404)),
        ],
        { listenerSet: SET, port: FIRST },
      ),
      patch('it goes back to its first port', SET, { spec: { listeners: listeners(env, FIRST) } }),
      ...judged,
      ...servedAt(FIRST, 'at its first port again'),
    ];
  },
});
