import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  arrives,
  attached,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  type Listener,
  listenerSet,
  ownParent,
  proves,
  ruleTo,
  SET_SERVES,
  scenario,
  setParent,
} from '../../kit/index.ts';

/** Those that have a listener `web` each, with the backend of their routes. The first two have one name. */
const OWNERS = { gateway: 'v1', set: 'v2', other: 'v3' } as const;
type Owner = keyof typeof OWNERS;

function web(env: ScenarioEnv, owner: Owner): Listener {
  return httpListener('web', { hostname: env.host(owner), allowedRoutes: FROM_SAME });
}

export default scenario({
  id: 'SpecListenerSetNamesakes',
  title: 'A ListenerSet with the name of its Gateway, and listeners of one name in several of them, are kept apart',
  requirements: [
    'listenerset.routes.attach',
    'listenerset.routes.section-name',
    'listenerset.status.attached-routes',
    'listenerset.changes-take-effect',
  ],
  features: ['Gateway', 'HTTPRoute', 'ListenerSet'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  resources: (env) => [
    gateway(env, 'twin', { setsFrom: { from: 'Same' }, listeners: [web(env, 'gateway')] }),
    listenerSet(env, 'twin', { gateway: 'twin', listeners: [web(env, 'set')] }),
    listenerSet(env, 'other', { gateway: 'twin', listeners: [web(env, 'other')] }),
    ...(Object.keys(OWNERS) as Owner[]).map((owner) => {
      const section = { sectionName: 'web' };
      const parent = {
        gateway: ownParent(env, 'twin', section),
        set: setParent(env, 'twin', section),
        other: setParent(env, 'other'),
      }[owner];
      return httpRoute(env, `on-${owner}`, { parents: [parent], hostnames: [], rules: [ruleTo(env, OWNERS[owner])] });
    }),
  ],
  steps: (env) => {
    const serves = { web: { conditions: LISTENER_SERVES, attachedRoutes: 1 } } as const;
    return [
      ...attached('HTTPRoute/on-gateway', 'HTTPRoute/on-set', 'HTTPRoute/on-other'),
      ...proves(
        'listenerset.status.attached-routes',
        status('Gateway/twin', { listeners: serves }),
        status('ListenerSet/twin', { conditions: SET_SERVES, listeners: serves }),
        status('ListenerSet/other', { conditions: SET_SERVES, listeners: serves }),
      ),
      ...proves(
        ['listenerset.routes.attach', 'listenerset.routes.section-name', 'listenerset.changes-take-effect'],
        http(
          [
            arrives('the listener of the Gateway', { host: env.host('gateway') }, 'v1'),
            arrives('the listener of the ListenerSet of that name', { host: env.host('set') }, 'v2'),
            arrives('the listener of another ListenerSet', { host: env.host('other') }, 'v3'),
          ],
          { gateway: 'Gateway/twin' },
        ),
      ),
    ];
  },
});
