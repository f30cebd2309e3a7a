import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  answers,
  arrives,
  beyond,
  countsSets,
  FROM_ALL,
  GATEWAY_SERVES,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  listenerSet,
  ownParent,
  type ParentRef,
  pathPrefix,
  proves,
  ROUTE_ATTACHED,
  rejected,
  ruleTo,
  scenario,
  setParent,
} from '../../kit/index.ts';

/** A Gateway with the listener `own`, and a ListenerSet for it with the listener `more`. */
function front(env: ScenarioEnv): KubeObject[] {
  const listener = (name: string) => httpListener(name, { hostname: env.host(name), allowedRoutes: FROM_ALL });
  return [
    gateway(env, 'front', { setsFrom: { from: 'All' }, listeners: [listener('own')] }),
    listenerSet(env, 'set', { gateway: 'front', listeners: [listener('more')] }),
  ];
}

/** A route without hostnames of its own, for the path of its label. */
function route(env: ScenarioEnv, label: string, backend: string, parents: readonly ParentRef[]): KubeObject {
  return httpRoute(env, label, { parents, hostnames: [], rules: [ruleTo(env, backend, pathPrefix(`/${label}`))] });
}

function carries(attachedRoutes: number) {
  return {
    listeners: { more: { conditions: LISTENER_SERVES, supportsAtLeast: ['HTTPRoute'], attachedRoutes } },
  };
}

const FRONT_SERVES = [
  ...proves('listenerset.status.accepted', status('Gateway/front', { conditions: GATEWAY_SERVES })),
  ...proves('listenerset.attached-count', countsSets('Gateway/front', 1)),
];
const SET = { parent: 'ListenerSet/set' } as const;
const TAKEN = { Accepted: 'True' } as const;

export default [
  scenario({
    id: 'ListenerSetDualParentRefIndependence',
    title: 'A route that names a Gateway and one of its ListenerSets is judged for each by itself',
    requirements: [
      'route.parentref.each-separately',
      'listenerset.routes.attach',
      'listenerset.status.attached-routes',
    ],
    features: ['Gateway', 'ListenerSet', 'HTTPRoute'],
    since: 'v1.6',
    gateways: [],
    backends: { v1: {}, v2: {} },
    resources: (env) => [
      ...front(env),
      route(env, 'both', 'v1', [ownParent(env, 'front'), setParent(env, 'set')]),
      route(env, 'one', 'v2', [ownParent(env, 'front', { sectionName: 'more' }), setParent(env, 'set')]),
    ],
    steps: (env) => [
      ...FRONT_SERVES,
      ...proves('listenerset.status.attached-routes', status('ListenerSet/set', carries(2))),
      ...proves(
        'route.parentref.each-separately',
        status('HTTPRoute/both', {
          parents: [
            { gateway: 'front', conditions: TAKEN },
            { ...SET, conditions: TAKEN },
          ],
        }),
        status('HTTPRoute/one', {
          parents: [
            { gateway: 'front', sectionName: 'more', conditions: rejected('NoMatchingParent') },
            { ...SET, conditions: TAKEN },
          ],
        }),
      ),
      http(
        proves(
          ['route.parentref.each-separately', 'listenerset.routes.attach'],
          arrives('both: through the Gateway', { host: env.host('own'), path: '/both' }, 'v1'),
          arrives('both: through the ListenerSet', { host: env.host('more'), path: '/both' }, 'v1'),
          arrives('one: through the ListenerSet', { host: env.host('more'), path: '/one' }, 'v2'),
          answers('one: not through the Gateway', { host: env.host('own'), path: '/one' }, 404),
        ),
        { gateway: 'Gateway/front' },
      ),
    ],
  }),
  scenario({
    id: 'ListenerSetGatewayParentSectionNameNotFound',
    title: 'A route that names the Gateway cannot name a listener of its ListenerSet as section',
    requirements: ['listenerset.routes.section-name', 'listenerset.routes.attach'],
    features: ['Gateway', 'ListenerSet', 'HTTPRoute'],
    since: 'v1.6',
    gateways: [],
    backends: { v1: {}, v2: {} },
    resources: (env) => [
      ...front(env),
      route(env, 'by-set', 'v1', [setParent(env, 'set', { sectionName: 'more' })]),
      route(env, 'by-gateway', 'v2', [ownParent(env, 'front', { sectionName: 'more' })]),
    ],
    steps: (env) => [
      ...FRONT_SERVES,
      ...proves(
        'listenerset.routes.section-name',
        status('HTTPRoute/by-set', { parents: [{ ...SET, sectionName: 'more', conditions: ROUTE_ATTACHED }] }),
        status('HTTPRoute/by-gateway', {
          parents: [{ gateway: 'front', sectionName: 'more', conditions: rejected('NoMatchingParent') }],
        }),
      ),
      http(
        proves(
          'listenerset.routes.section-name',
          arrives('named by the ListenerSet', { host: env.host('more'), path: '/by-set' }, 'v1'),
          answers('nothing on the listener of the Gateway', { host: env.host('own'), path: '/by-gateway' }, 404),
          ...beyond(answers('nor on that of the ListenerSet', { host: env.host('more'), path: '/by-gateway' }, 404)),
        ),
        { gateway: 'Gateway/front' },
      ),
    ],
  }),
  scenario({
    id: 'ListenerSetRouteStatusScopedToParentRef',
    title:
      'The status of a route has entries for the parents that it names, not for a Gateway or ListenerSet beside them',
    requirements: ['route.status.accepted', 'listenerset.routes.attach', 'listenerset.status.attached-routes'],
    features: ['Gateway', 'ListenerSet', 'HTTPRoute'],
    since: 'v1.6',
    gateways: [],
    backends: { v1: {}, v2: {} },
    resources: (env) => [
      ...front(env),
      route(env, 'gateway-only', 'v1', [ownParent(env, 'front')]),
      route(env, 'set-only', 'v2', [setParent(env, 'set')]),
    ],
    steps: (env) => [
      ...FRONT_SERVES,
      ...proves('listenerset.status.attached-routes', status('ListenerSet/set', carries(1))),
      ...proves(
        ['route.status.accepted', 'listenerset.routes.attach'],
        status('HTTPRoute/gateway-only', { parents: [{ gateway: 'front', conditions: TAKEN }] }),
        status('HTTPRoute/set-only', { parents: [{ ...SET, conditions: TAKEN }] }),
      ),
      http(
        proves(
          'listenerset.routes.attach',
          ...beyond(
            arrives('the Gateway serves its route', { host: env.host('own'), path: '/gateway-only' }, 'v1'),
            arrives('the ListenerSet serves its route', { host: env.host('more'), path: '/set-only' }, 'v2'),
            answers('the Gateway not that of the set', { host: env.host('own'), path: '/set-only' }, 404),
            answers('the set not that of the Gateway', { host: env.host('more'), path: '/gateway-only' }, 404),
          ),
        ),
        { listenerSet: 'ListenerSet/set' },
      ),
    ],
  }),
];
