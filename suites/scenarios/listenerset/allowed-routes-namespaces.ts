import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  attached,
  backendRef,
  countsSets,
  FROM_ALL,
  FROM_SAME,
  fromKind,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  listenerSet,
  pathPrefix,
  proves,
  referenceGrant,
  rejected,
  scenario,
  setParent,
  toKind,
} from '../../kit/index.ts';

const LABELS = { 'example.net/routes': 'welcome' };
const SELECTED = { namespaces: { from: 'Selector' as const, selector: { matchLabels: LABELS } } };

/** Namespaces of the routes to the set in the main namespace, with the backend of each and the listeners that take it. */
const ROUTES = [
  { from: 'main', backend: 'v1', on: ['all', 'same'] },
  { from: 'selected', backend: 'v2', on: ['all', 'selector'] },
  { from: 'other', backend: 'v3', on: ['all'] },
];

function route(env: ScenarioEnv, label: string, from: string, set: { label: string; namespace: string }, to: string) {
  return httpRoute(env, label, {
    namespace: from,
    parents: [setParent(env, set.label, { namespace: set.namespace })],
    hostnames: [],
    rules: [{ matches: [pathPrefix(`/${label}-${from}`)], backendRefs: [backendRef(env, to, { from })] }],
  });
}

function ask(env: ScenarioEnv, listener: string): HttpRow[] {
  return ROUTES.map(({ from, backend, on }) => {
    const send = { host: env.host(listener), path: `/near-${from}` };
    return on.includes(listener)
      ? arrives(`listener ${listener} takes the route of namespace ${from}`, send, backend)
      : answers(`listener ${listener} leaves the route of namespace ${from}`, send, 404);
  });
}

function carries(attachedRoutes: number) {
  return { conditions: LISTENER_SERVES, supportsAtLeast: ['HTTPRoute'], attachedRoutes };
}

export default scenario({
  id: 'ListenerSetAllowedRoutesNamespaces',
  title: 'A listener of a ListenerSet takes routes of the namespaces that it trusts, its own meaning that of the set',
  requirements: ['listenerset.routes.namespaces', 'listenerset.status.attached-routes', 'listenerset.attached-count'],
  features: ['Gateway', 'ListenerSet', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.6',
  gateways: [],
  namespaces: { selected: { labels: LABELS }, other: {}, far: {} },
  resources: (env) => {
    const near = { label: 'near', namespace: env.namespace };
    const far = { label: 'far', namespace: env.ns('far') };
    return [
      referenceGrant(env, 'backends', {
        namespace: 'main',
        from: ['selected', 'other', 'far'].map((namespace) => fromKind(env, 'HTTPRoute', namespace)),
        to: [toKind('Service')],
      }),
      gateway(env, 'front', {
        setsFrom: { from: 'All' },
        listeners: [httpListener('own', { hostname: env.host('own') })],
      }),
      listenerSet(env, 'near', {
        gateway: 'front',
        listeners: [
          httpListener('all', { hostname: env.host('all'), allowedRoutes: FROM_ALL }),
          httpListener('same', { hostname: env.host('same'), allowedRoutes: FROM_SAME }),
          httpListener('selector', { hostname: env.host('selector'), allowedRoutes: SELECTED }),
        ],
      }),
      listenerSet(env, 'far', {
        namespace: 'far',
        gateway: 'front',
        listeners: [httpListener('far', { hostname: env.host('far'), allowedRoutes: FROM_SAME })],
      }),
      ...ROUTES.map(({ from, backend }) => route(env, 'near', from, near, backend)),
      route(env, 'far', 'far', far, 'v1'),
      route(env, 'far', 'main', far, 'v2'),
    ];
  },
  steps: (env) => [
    ...proves('listenerset.attached-count', countsSets('Gateway/front', 2)),
    ...attached('HTTPRoute/near', 'HTTPRoute/selected/near', 'HTTPRoute/other/near', 'HTTPRoute/far/far'),
    ...proves(
      'listenerset.routes.namespaces',
      status('HTTPRoute/far', {
        parents: [{ parent: 'ListenerSet/far/far', conditions: rejected('NotAllowedByListeners') }],
      }),
    ),
    ...proves(
      'listenerset.status.attached-routes',
      status('ListenerSet/near', { listeners: { all: carries(3), same: carries(1), selector: carries(1) } }),
      status('ListenerSet/far/far', { listeners: { far: carries(1) } }),
    ),
    http(
      proves(
        'listenerset.routes.namespaces',
        arrives('the far listener takes the route of its namespace', { host: env.host('far'), path: '/far-far' }, 'v1'),
        answers('and leaves that of the Gateway', { host: env.host('far'), path: '/far-main' }, 404),
        ...['all', 'same', 'selector'].flatMap((listener) => ask(env, listener)),
      ),
      { gateway: 'Gateway/front' },
    ),
  ],
});
