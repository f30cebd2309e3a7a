import { absent, apply, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { ObjectRef } from '../../../harness/scenario/steps.ts';
import {
  answers,
  arrives,
  type Citations,
  citing,
  FROM_SAME,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  type ParentRef,
  pathPrefix,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
  takenByParents,
} from '../../kit/index.ts';

const ROUTES = ['moving', 'leaving', 'joining', 'switching', 'widening', 'narrowing', 'departing'] as const;
type Label = (typeof ROUTES)[number];

const LEFT: ObjectRef = 'Gateway/left';
const RIGHT: ObjectRef = 'Gateway/right';

/** Every listener has names of its own: an implementation may serve both Gateways on one address. */
function hostsOf(env: ScenarioEnv) {
  return { plain: env.host('left-plain'), other: env.host('left-other'), right: env.host('right') };
}

function parentsOf(env: ScenarioEnv): Record<Label, { before: ParentRef[]; after: ParentRef[] }> {
  const [left, right] = [ownParent(env, 'left'), ownParent(env, 'right')];
  const section = (sectionName: string) => ownParent(env, 'left', { sectionName });
  return {
    moving: { before: [left], after: [right] },
    leaving: { before: [left, right], after: [left] },
    joining: { before: [right], after: [right, left] },
    switching: { before: [section('plain')], after: [section('other')] },
    widening: { before: [section('plain')], after: [left] },
    narrowing: { before: [section('plain'), section('other')], after: [section('other')] },
    departing: { before: [left], after: [left] },
  };
}

function routeOf(env: ScenarioEnv, label: Label, backend: string) {
  const { before } = parentsOf(env)[label];
  return httpRoute(env, label, {
    parents: before,
    hostnames: [],
    rules: [ruleTo(env, backend, pathPrefix(`/${label}`))],
  });
}

/** For each listener the routes that it serves, by backend, and that it does not. */
function rowsOf(host: string, served: Partial<Record<Label, string>>) {
  return ROUTES.map((label) => {
    const backend = served[label];
    return backend === undefined
      ? answers(`${label}: not served`, { host, path: `/${label}` }, 404)
      : arrives(`${label}: served`, { host, path: `/${label}` }, backend);
  }) as [ReturnType<typeof answers>];
}

function counts(plain: number, other: number, right: number) {
  return [
    status(LEFT, { listeners: { plain: { attachedRoutes: plain }, other: { attachedRoutes: other } } }),
    status(RIGHT, { listeners: { right: { attachedRoutes: right } } }),
  ];
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.observed-generation'],
  gateway: ['listener.status.attached-routes'],
  served: ['route.parentref.each-separately', 'route.parentref.section-name'],
  unserved: ['route.parentref.detached', 'httproute.no-rule-404'],
  other: ['route.status.accepted', 'route.status.observed-generation'],
};

export default scenario({
  id: 'SpecHTTPRouteParentChanges',
  title: 'A route is served by the parents that it names now, and no longer by those that it named before',
  requirements: [
    'route.parentref.detached',
    'route.parentref.each-separately',
    'route.parentref.section-name',
    'route.status.accepted',
    'route.status.observed-generation',
    'listener.status.attached-routes',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => {
    const { plain, other, right } = hostsOf(env);
    const allowedRoutes = FROM_SAME;
    return [
      gateway(env, 'left', {
        listeners: [
          httpListener('plain', { hostname: plain, allowedRoutes }),
          httpListener('other', { hostname: other, allowedRoutes }),
        ],
      }),
      gateway(env, 'right', { listeners: [httpListener('right', { hostname: right, allowedRoutes })] }),
      ...ROUTES.map((label) => routeOf(env, label, 'v1')),
    ];
  },
  steps: (env) => {
    const { plain, other, right } = hostsOf(env);
    const parents = parentsOf(env);
    const attached = ROUTES.map((label) => status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED }));
    const taken = ROUTES.map((label) => takenByParents(`HTTPRoute/${label}`));
    const v1 = (...labels: Label[]) => Object.fromEntries(labels.map((label) => [label, 'v1']));
    const change = (label: Label) =>
      patch(`${label}: the parents change`, `HTTPRoute/${label}`, { spec: { parentRefs: parents[label].after } });
    return citing(SHOWN, [
      ...attached,
      ...counts(6, 4, 2),
      http(rowsOf(plain, v1('moving', 'leaving', 'switching', 'widening', 'narrowing', 'departing')), {
        gateway: LEFT,
      }),
      http(rowsOf(other, v1('moving', 'leaving', 'narrowing', 'departing')), { gateway: LEFT }),
      http(rowsOf(right, v1('leaving', 'joining')), { gateway: RIGHT }),

      ...(['moving', 'leaving', 'joining', 'switching', 'widening', 'narrowing'] as const).map(change),
      remove('departing: the route goes', 'HTTPRoute/departing'),
      ...taken.filter((_, index) => ROUTES[index] !== 'departing'),
      ...counts(3, 5, 2),
      http(rowsOf(plain, v1('leaving', 'joining', 'widening')), { gateway: LEFT }),
      http(rowsOf(other, v1('leaving', 'joining', 'switching', 'widening', 'narrowing')), { gateway: LEFT }),
      http(rowsOf(right, v1('moving', 'joining')), { gateway: RIGHT }),

      absent('HTTPRoute/departing'),
      apply('departing: a route of this name comes with another backend', [routeOf(env, 'departing', 'v2')]),
      patch('moving: back to where it was', 'HTTPRoute/moving', { spec: { parentRefs: parents.moving.before } }),
      remove('leaving: the route goes', 'HTTPRoute/leaving'),
      ...taken.filter((_, index) => ROUTES[index] !== 'leaving'),
      ...counts(4, 6, 1),
      http(rowsOf(plain, { ...v1('moving', 'joining', 'widening'), departing: 'v2' }), { gateway: LEFT }),
      http(rowsOf(right, v1('joining')), { gateway: RIGHT }),
    ]);
  },
});
