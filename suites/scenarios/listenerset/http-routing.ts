import { http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  answers,
  arrives,
  attached,
  countsSets,
  FROM_ALL,
  gateway,
  httpListener,
  httpRoute,
  LISTENER_SERVES,
  listenerSet,
  ownParent,
  type ParentRef,
  pathPrefix,
  proves,
  ruleTo,
  scenario,
  setParent,
} from '../../kit/index.ts';

const LISTENERS = ['own-1', 'own-2', 'left-1', 'left-2', 'right-1', 'right-2'] as const;
type Name = (typeof LISTENERS)[number];
const LABELS = ['everywhere', 'own', 'own-section', 'left', 'left-section', 'right'] as const;
type Label = (typeof LABELS)[number];

/** Routes by label: what they name as parents, their backend, and the listeners that they end up on. */
const ROUTES: Readonly<
  Record<Label, { parents: (env: ScenarioEnv) => ParentRef[]; backend: string; on: readonly Name[] }>
> = {
  everywhere: {
    parents: (env) => [ownParent(env, 'front'), setParent(env, 'left'), setParent(env, 'right')],
    backend: 'v1',
    on: LISTENERS,
  },
  own: { parents: (env) => [ownParent(env, 'front')], backend: 'v2', on: ['own-1', 'own-2'] },
  'own-section': {
    parents: (env) => [ownParent(env, 'front', { sectionName: 'own-1' })],
    backend: 'v3',
    on: ['own-1'],
  },
  left: { parents: (env) => [setParent(env, 'left')], backend: 'v2', on: ['left-1', 'left-2'] },
  'left-section': {
    parents: (env) => [setParent(env, 'left', { sectionName: 'left-1' })],
    backend: 'v3',
    on: ['left-1'],
  },
  right: { parents: (env) => [setParent(env, 'right')], backend: 'v2', on: ['right-1', 'right-2'] },
};

function listeners(env: ScenarioEnv, owner: string) {
  return LISTENERS.filter((name) => name.startsWith(owner)).map((name) =>
    httpListener(name, { hostname: env.host(name), allowedRoutes: FROM_ALL }),
  );
}

function carries(attachedRoutes: number) {
  return { conditions: LISTENER_SERVES, supportsAtLeast: ['HTTPRoute'], attachedRoutes };
}

function ask(env: ScenarioEnv, route: Label): HttpRow[] {
  const { backend, on } = ROUTES[route];
  return LISTENERS.map((name) => {
    const send = { host: env.host(name), path: `/${route}` };
    return on.includes(name)
      ? arrives(`the route ${route} on listener ${name}`, send, backend)
      : answers(`the route ${route} is not on listener ${name}`, send, 404);
  });
}

export default scenario({
  id: 'ListenerSetHTTPRouting',
  title: 'HTTPRoutes are served by the listeners of the Gateway and the ListenerSets that they name, and by no others',
  requirements: [
    'listenerset.routes.attach',
    'listenerset.hostname.http',
    'listenerset.routes.section-name',
    'listenerset.status.attached-routes',
    'listenerset.attached-count',
  ],
  features: ['Gateway', 'ListenerSet', 'HTTPRoute'],
  since: 'v1.6',
  gateways: [],
  resources: (env) => [
    gateway(env, 'front', { setsFrom: { from: 'All' }, listeners: listeners(env, 'own') }),
    listenerSet(env, 'left', { gateway: 'front', listeners: listeners(env, 'left') }),
    listenerSet(env, 'right', { gateway: 'front', listeners: listeners(env, 'right') }),
    ...LABELS.map((label) =>
      httpRoute(env, label, {
        parents: ROUTES[label].parents(env),
        hostnames: [],
        rules: [ruleTo(env, ROUTES[label].backend, pathPrefix(`/${label}`))],
      }),
    ),
  ],
  steps: (env) => [
    ...attached(...LABELS.map((label) => `HTTPRoute/${label}` as const)),
    ...proves('listenerset.attached-count', countsSets('Gateway/front', 2)),
    ...proves(
      'listenerset.status.attached-routes',
      status('ListenerSet/left', { listeners: { 'left-1': carries(3), 'left-2': carries(2) } }),
      status('ListenerSet/right', { listeners: { 'right-1': carries(2), 'right-2': carries(2) } }),
    ),
    http(
      proves(
        ['listenerset.routes.attach', 'listenerset.hostname.http', 'listenerset.routes.section-name'],
        ...(LABELS.flatMap((route) => ask(env, route)) as [HttpRow, ...HttpRow[]]),
      ),
      { gateway: 'Gateway/front' },
    ),
  ],
});
