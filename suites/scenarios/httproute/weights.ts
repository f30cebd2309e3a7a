import { distribution, http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  exactPath,
  httpRoute,
  proves,
  scenario,
  unresolved,
  unserved,
} from '../../kit/index.ts';

/** As many backends as a rule may have. */
const MOST = 16;
/** The largest weight that the API server takes. */
const LARGEST = 1_000_000;

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  unresolved: ['httproute.backends.not-found'],
  served: ['route.backendref.weight', 'route.backendref.only-one', 'route.backendref.weight-zero'],
  failing: ['httproute.backends.invalid-share-500', 'httproute.backends.all-invalid-500'],
  shared: ['route.backendref.weight'],
};

export default scenario({
  id: 'SpecHTTPRouteWeights',
  title: 'Weights are proportions whatever their sum and number are, and an invalid backend keeps its share',
  requirements: [
    'route.backendref.weight',
    'route.backendref.weight-zero',
    'httproute.backends.invalid-share-500',
    'httproute.backends.all-invalid-500',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  resources: (env) => {
    const missing = { name: env.name('no-such-service'), port: 8080 };
    return [
      httpRoute(env, 'proportions', {
        rules: [
          {
            matches: [exactPath('/large')],
            backendRefs: [backendRef(env, 'v1', { weight: 900 }), backendRef(env, 'v2', { weight: 300 })],
          },
          {
            matches: [exactPath('/many')],
            backendRefs: Array.from({ length: MOST }, (_, index) =>
              backendRef(env, index === MOST - 1 ? 'v3' : 'v1', { weight: index === MOST - 1 ? 1 : 0 }),
            ),
          },
          {
            matches: [exactPath('/twice')],
            backendRefs: [backendRef(env, 'v1'), backendRef(env, 'v2'), backendRef(env, 'v1')],
          },
          {
            matches: [exactPath('/invalid-without-weight')],
            backendRefs: [{ ...missing, weight: 0 }, backendRef(env, 'v2', { weight: 1 })],
          },
          {
            matches: [exactPath('/valid-without-weight')],
            backendRefs: [backendRef(env, 'v2', { weight: 0 }), missing],
          },
          {
            matches: [exactPath('/none')],
            backendRefs: [backendRef(env, 'v1', { weight: 0 }), backendRef(env, 'v2', { weight: 0 })],
          },
          { matches: [exactPath('/alone')], backendRefs: [backendRef(env, 'v3', { weight: 0 })] },
          {
            matches: [exactPath('/most')],
            backendRefs: [backendRef(env, 'v1', { weight: LARGEST }), backendRef(env, 'v3', { weight: 0 })],
          },
          {
            matches: [exactPath('/largest')],
            backendRefs: [backendRef(env, 'v1', { weight: LARGEST }), backendRef(env, 'v2', { weight: LARGEST / 2 })],
          },
        ],
      }),
    ];
  },
  steps: citing(SHOWN, [
    status('HTTPRoute/proportions', {
      conditions: unresolved('BackendNotFound'),
    }),
    http([
      { name: 'either of two backends', send: { path: '/large' }, expect: { oneOf: ['v1', 'v2'] } },
      arrives('the last of sixteen, the only one that has a weight', { path: '/many' }, 'v3'),
      {
        name: 'either of two backends, of which one is named twice',
        send: { path: '/twice' },
        expect: { oneOf: ['v1', 'v2'] },
      },
      arrives('the valid backend beside an invalid one of weight 0', { path: '/invalid-without-weight' }, 'v2'),
      answers('the invalid backend beside a valid one of weight 0', { path: '/valid-without-weight' }, 500),
      // What answers then is left open.
      ...proves(
        'route.backendref.weight-zero',
        unserved('neither of two backends of weight 0', { path: '/none' }),
        unserved('the only backend, of weight 0', { path: '/alone' }),
      ),
      arrives('the largest weight beside none', { path: '/most' }, 'v1'),
    ]),
    distribution({
      name: 'weights 900 and 300',
      send: { path: '/large' },
      weights: { v1: 3, v2: 1 },
      tolerance: 0.15,
    }),
    distribution({
      name: `weights ${LARGEST} and ${LARGEST / 2}`,
      send: { path: '/largest' },
      weights: { v1: 2, v2: 1 },
      tolerance: 0.1,
    }),
    distribution({
      name: 'three default weights, of which the first and the last are for one backend',
      send: { path: '/twice' },
      weights: { v1: 2, v2: 1 },
      tolerance: 0.1,
    }),
  ]),
});
