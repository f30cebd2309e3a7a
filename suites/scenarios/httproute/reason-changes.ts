import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  arrives,
  attached,
  backendRef,
  FROM_SAME,
  gateway,
  type HttpBackendRef,
  httpListener,
  httpRoute,
  ownParent,
  type ParentRef,
  proves,
  ROUTE_ATTACHED,
  rejected,
  ruleTo,
  scenario,
  unresolved,
} from '../../kit/index.ts';

const DOORS = { gateway: 'Gateway/doors' } as const;
const NOBODY = { namespaces: { from: 'Selector', selector: { matchLabels: { 'gwconf.dev/never': 'set' } } } } as const;

/** References that are bad in one way after another. */
function listBadRefs(env: ScenarioEnv): readonly (readonly [reason: string, ref: HttpBackendRef])[] {
  return [
    ['BackendNotFound', { name: env.name('no-such-service'), port: 8080 }],
    ['RefNotPermitted', backendRef(env, 'far')],
    ['InvalidKind', backendRef(env, 'v1', { group: 'example.net', kind: 'Aviary' })],
    ['BackendNotFound', { name: env.name('no-such-service'), port: 8080 }],
  ];
}

/** Parents that do not take the route, each for another reason. */
function listBadParents(env: ScenarioEnv): readonly (readonly [reason: string, parent: ParentRef])[] {
  const section = (sectionName: string) => ownParent(env, 'doors', { sectionName });
  return [
    ['NoMatchingParent', section('missing')],
    ['NotAllowedByListeners', section('closed')],
    ['NoMatchingListenerHostname', section('another')],
    ['NotAllowedByListeners', section('closed')],
  ];
}

export default scenario({
  id: 'SpecHTTPRouteReasonChanges',
  title: 'A route that stays refused or unresolved gives the reason that it has now, to each of its parents',
  requirements: [
    'route.status.resolved-refs',
    'route.status.observed-generation',
    'route.parentref.section-name',
    'route.parentref.allowed-by-listener',
    'route.parentref.each-separately',
    'httproute.hostnames.no-intersection',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { far: {} },
  backends: { v1: {}, far: { namespace: 'far' } },
  resources: (env) => {
    const [[, badRef] = ['', undefined]] = listBadRefs(env);
    const [[, badParent] = ['', ownParent(env, 'doors')]] = listBadParents(env);
    const listener = (name: string, more: object) => httpListener(name, { hostname: env.host(name), ...more });
    return [
      gateway(env, 'doors', {
        listeners: [
          listener('open', { allowedRoutes: FROM_SAME }),
          listener('closed', { allowedRoutes: NOBODY }),
          listener('another', { allowedRoutes: FROM_SAME }),
        ],
      }),
      httpRoute(env, 'unresolved', {
        hostnames: [env.host('unresolved')],
        rules: [{ backendRefs: badRef ? [badRef] : [] }],
      }),
      httpRoute(env, 'refused', { parents: [badParent], hostnames: [env.host('open')], rules: [ruleTo(env, 'v1')] }),
    ];
  },
  steps: (env) => {
    const refs = listBadRefs(env).flatMap(([reason, ref], index) => [
      ...(index === 0
        ? []
        : [
            patch(`the reference is bad by ${reason}`, 'HTTPRoute/unresolved', {
              spec: { rules: [{ backendRefs: [ref] }] },
            }),
          ]),
      ...proves(
        ['route.status.resolved-refs', 'route.status.observed-generation'],
        status('HTTPRoute/unresolved', { conditions: unresolved(reason) }),
      ),
    ]);
    const parents = listBadParents(env).flatMap(([reason, parent], index) => [
      ...(index === 0
        ? []
        : [patch(`the parent refuses by ${reason}`, 'HTTPRoute/refused', { spec: { parentRefs: [parent] } })]),
      ...proves(
        ['route.parentref.section-name', 'route.parentref.allowed-by-listener', 'httproute.hostnames.no-intersection'],
        status('HTTPRoute/refused', { conditions: rejected(reason) }),
      ),
    ]);
    const open = { sectionName: 'open' };
    const two = [ownParent(env, 'doors', open), ownParent(env, 'doors', { sectionName: 'missing' })];
    return [
      ...refs,
      patch('the reference is good', 'HTTPRoute/unresolved', { spec: { rules: [ruleTo(env, 'v1')] } }),
      ...attached('HTTPRoute/unresolved'),
      ...parents,
      patch('one of two parents takes it', 'HTTPRoute/refused', { spec: { parentRefs: two } }),
      ...proves(
        'route.parentref.each-separately',
        status('HTTPRoute/refused', {
          parents: [
            { gateway: 'doors', ...open, conditions: ROUTE_ATTACHED },
            { gateway: 'doors', sectionName: 'missing', conditions: rejected('NoMatchingParent') },
          ],
        }),
        http([arrives('the parent that takes it', { host: env.host('open') }, 'v1')], DOORS),
      ),
      http(proves('route.status.resolved-refs', arrives('the good reference', { host: env.host('unresolved') }, 'v1'))),
    ];
  },
});
