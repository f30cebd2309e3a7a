import { absent, apply, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  exactPath,
  type HttpRouteRule,
  httpRoute,
  pathPrefix,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** By route, the rules that it has first and afterwards. Each route has a hostname of its own. */
function rulesOf(env: ScenarioEnv): Record<string, { before: HttpRouteRule[]; after: HttpRouteRule[] }> {
  const weighted = (v1: number, v2: number): HttpRouteRule => ({
    backendRefs: [backendRef(env, 'v1', { weight: v1 }), backendRef(env, 'v2', { weight: v2 })],
  });
  return {
    path: { before: [ruleTo(env, 'v1', exactPath('/one'))], after: [ruleTo(env, 'v1', exactPath('/two'))] },
    type: { before: [ruleTo(env, 'v1', pathPrefix('/one'))], after: [ruleTo(env, 'v1', exactPath('/one'))] },
    header: {
      before: [ruleTo(env, 'v1', pathPrefix('/', { colour: 'red' }))],
      after: [ruleTo(env, 'v1', pathPrefix('/', { colour: 'blue' }))],
    },
    order: {
      before: [ruleTo(env, 'v1', exactPath('/one')), ruleTo(env, 'v2', exactPath('/one'))],
      after: [ruleTo(env, 'v2', exactPath('/one')), ruleTo(env, 'v1', exactPath('/one'))],
    },
    more: {
      before: [ruleTo(env, 'v1')],
      after: [ruleTo(env, 'v1'), ruleTo(env, 'v2', pathPrefix('/one'))],
    },
    fewer: {
      before: [ruleTo(env, 'v2', pathPrefix('/one')), ruleTo(env, 'v1')],
      after: [ruleTo(env, 'v1')],
    },
    last: {
      before: [ruleTo(env, 'v1', pathPrefix('/one')), ruleTo(env, 'v2', pathPrefix('/two'))],
      after: [ruleTo(env, 'v1', pathPrefix('/one'))],
    },
    weight: { before: [weighted(1, 0)], after: [weighted(0, 1)] },
    backends: { before: [ruleTo(env, 'v1')], after: [{ backendRefs: [] }] },
  };
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.observed-generation'],
  served: ['httproute.no-rule-404', 'httproute.precedence.first-rule'],
  unserved: ['httproute.no-rule-404'],
  failing: ['httproute.backends.all-invalid-500'],
  other: ['httproute.no-rule-404'],
};

export default scenario({
  id: 'SpecHTTPRouteRuleChanges',
  title: 'What is served follows the rules of a route: edited, reordered, added, removed, made anew',
  requirements: [
    'httproute.no-rule-404',
    'httproute.precedence.first-rule',
    'httproute.backends.all-invalid-500',
    'route.backendref.weight-zero',
    'route.status.observed-generation',
    'route.status.accepted',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ...Object.entries(rulesOf(env)).map(([label, { before }]) =>
      httpRoute(env, label, { hostnames: [env.host(label)], rules: before }),
    ),
    httpRoute(env, 'anew', { hostnames: [env.host('anew')], rules: [ruleTo(env, 'v1', exactPath('/one'))] }),
    httpRoute(env, 'gone', { hostnames: [env.host('gone')], rules: [ruleTo(env, 'v1', exactPath('/one'))] }),
    // What is left of the hostname when its better route goes.
    httpRoute(env, 'left', { hostnames: [env.host('gone')], rules: [ruleTo(env, 'v2', pathPrefix('/one'))] }),
  ],
  steps: (env) => {
    const routes = Object.entries(rulesOf(env));
    const one = (label: string) => ({ host: env.host(label), path: '/one' });
    const two = (label: string) => ({ host: env.host(label), path: '/two' });
    const coloured = (colour: string) => ({ ...one('header'), headers: { colour } });
    const attached = routes.map(([label]) => status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED }));
    const change = (label: string, rules: HttpRouteRule[]) =>
      patch(`${label}: the rules change`, `HTTPRoute/${label}`, { spec: { rules } });
    const sendBefore = [
      arrives('path: the first', one('path'), 'v1'),
      answers('path: the second', two('path'), 404),
      arrives('type: a prefix', { ...one('type'), path: '/one/more' }, 'v1'),
      arrives('header: the first value', coloured('red'), 'v1'),
      answers('header: the second value', coloured('blue'), 404),
      arrives('order: the first of equal rules', one('order'), 'v1'),
      arrives('more: the only rule', one('more'), 'v1'),
      arrives('fewer: the better rule', one('fewer'), 'v2'),
      arrives('last: the rule that goes', two('last'), 'v2'),
      ...proves('route.backendref.weight-zero', arrives('weight: all for the first backend', one('weight'), 'v1')),
      arrives('backends: one', one('backends'), 'v1'),
    ] as const;
    const sendAfter = [
      answers('path: the first', one('path'), 404),
      arrives('path: the second', two('path'), 'v1'),
      arrives('type: exactly', one('type'), 'v1'),
      answers('type: no longer a prefix', { ...one('type'), path: '/one/more' }, 404),
      answers('header: the first value', coloured('red'), 404),
      arrives('header: the second value', coloured('blue'), 'v1'),
      arrives('order: the first of equal rules, reordered', one('order'), 'v2'),
      arrives('more: the rule that came', one('more'), 'v2'),
      arrives('more: the rule before it', two('more'), 'v1'),
      arrives('fewer: what the better rule leaves', one('fewer'), 'v1'),
      answers('last: the rule that went', two('last'), 404),
      ...proves('route.backendref.weight-zero', arrives('weight: all for the second backend', one('weight'), 'v2')),
      answers('backends: none', one('backends'), 500),
    ] as const;
    return citing(SHOWN, [
      ...attached,
      ...['anew', 'gone', 'left'].map((label) => status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED })),
      http([
        ...sendBefore,
        arrives('anew: the first route', one('anew'), 'v1'),
        arrives('gone: the better of two routes', one('gone'), 'v1'),
      ]),

      ...routes.map(([label, { after }]) => change(label, after)),
      remove('gone: the better of two routes goes', 'HTTPRoute/gone'),
      remove('anew: the route goes', 'HTTPRoute/anew'),
      absent('HTTPRoute/anew'),
      apply('anew: one of the same name comes', [
        httpRoute(env, 'anew', { hostnames: [env.host('anew')], rules: [ruleTo(env, 'v2', exactPath('/two'))] }),
      ]),
      ...attached,
      status('HTTPRoute/anew', { conditions: ROUTE_ATTACHED }),
      http([
        ...sendAfter,
        answers('anew: the path of the former route', one('anew'), 404),
        arrives('anew: the path of the new one', two('anew'), 'v2'),
        arrives('gone: what the better route leaves', one('gone'), 'v2'),
      ]),

      // What was served once must not be taken for what is served now.
      ...routes.map(([label, { before }]) => change(label, before)),
      ...attached,
      http(sendBefore),
    ]);
  },
});
