import { apply, custom, patch, remove, timed } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { HttpExpectation } from '../../../harness/scenario/traffic.ts';
import {
  attached,
  backendRef,
  exactPath,
  type HttpRouteRule,
  httpRoute,
  pathPrefix,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** How often weights move, so that a gap that only some changes show is met. */
const MOVES = 6;

interface State {
  weights: readonly [v1: number, v2: number];
  backend: string;
  /** Of a rule that nothing is sent to. */
  edited: string;
}

const FIRST: State = { weights: [1, 0], backend: 'v1', edited: 'v1' };

function rulesOf(env: ScenarioEnv, { weights: [v1, v2], backend, edited }: State): HttpRouteRule[] {
  return [
    ruleTo(env, edited, pathPrefix('/edited')),
    {
      matches: [pathPrefix('/weights')],
      backendRefs: [backendRef(env, 'v1', { weight: v1 }), backendRef(env, 'v2', { weight: v2 })],
    },
    ruleTo(env, backend, pathPrefix('/backend')),
    ruleTo(env, 'v3', pathPrefix('/kept')),
  ];
}

/** Status and path alone: what arrives is what other scenarios are about. */
const by = (backend: string): HttpExpectation => ({ backend, saw: { rest: 'any' } });

const shown = { ref: 'HTTPRoute/changing', expect: { conditions: ROUTE_ATTACHED } } as const;

export default scenario({
  id: 'SpecHTTPRouteSteadyTraffic',
  title: 'No request fails while weights, backends, rules and routes change that were right before and are after',
  requirements: ['route.backendref.weight', 'route.backendref.only-one', 'httproute.rules.any-match'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  resources: (env) => [httpRoute(env, 'changing', { rules: rulesOf(env, FIRST) })],
  steps: (env) => {
    const change = (state: Partial<State>) => ({ spec: { rules: rulesOf(env, { ...FIRST, ...state }) } });
    const moved = { weights: [0, 1] } as const;
    const fails = { failing: 0 };
    return [
      ...attached('HTTPRoute/changing'),
      ...proves(
        'route.backendref.weight',
        timed({
          name: 'weights that move to and fro',
          change: custom({
            name: 'all weight moves to the other backend, and back',
            reason: 'several changes in a row are one measurement',
            async run(context) {
              for (let move = 1; move < MOVES; move += 1) {
                await context.patch('HTTPRoute/changing', change(move % 2 === 1 ? moved : {}));
              }
            },
          }),
          send: { path: '/weights' },
          before: by('v1'),
          after: by('v2'),
          status: shown,
          ...fails,
        }),
      ),
      ...proves(
        'route.backendref.only-one',
        timed({
          name: 'a backend that becomes another one',
          change: patch('the backend changes', 'HTTPRoute/changing', change({ ...moved, backend: 'v2' })),
          send: { path: '/backend' },
          before: by('v1'),
          after: by('v2'),
          status: shown,
          ...fails,
        }),
      ),
      ...proves(
        'httproute.rules.any-match',
        timed({
          name: 'a rule whose neighbour changes',
          change: patch('another rule changes', 'HTTPRoute/changing', change({ ...moved, edited: 'v2' })),
          send: { path: '/kept' },
          before: by('v3'),
          after: by('v3'),
          status: shown,
          ...fails,
        }),
        timed({
          name: 'a path that a better route takes',
          change: apply('the better route comes', [
            httpRoute(env, 'better', { rules: [ruleTo(env, 'v1', exactPath('/kept'))] }),
          ]),
          send: { path: '/kept' },
          before: by('v3'),
          after: by('v1'),
          ...fails,
        }),
      ),
      ...attached('HTTPRoute/better'),
      ...proves(
        'httproute.rules.any-match',
        timed({
          name: 'a path that the better route gives back',
          change: remove('the better route goes', 'HTTPRoute/better'),
          send: { path: '/kept' },
          before: by('v1'),
          after: by('v3'),
          ...fails,
        }),
      ),
    ];
  },
});
