import { distribution, http } from '../../../harness/scenario/define.ts';
import { arrives, attached, backendRef, exactPath, httpRoute, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteWeight',
  title: 'Requests are shared among backends in proportion to their weights',
  requirements: ['route.backendref.weight', 'route.backendref.weight-zero'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  resources: (env) => [
    httpRoute(env, 'weighted', {
      rules: [
        {
          matches: [exactPath('/three')],
          backendRefs: [
            backendRef(env, 'v1', { weight: 70 }),
            backendRef(env, 'v2', { weight: 30 }),
            backendRef(env, 'v3', { weight: 0 }),
          ],
        },
        {
          // Neither a sum of 100 nor a weight for each: the first one's is 1 by default.
          matches: [exactPath('/two')],
          backendRefs: [backendRef(env, 'v1'), backendRef(env, 'v2', { weight: 4 })],
        },
        { matches: [exactPath('/one')], backendRefs: [backendRef(env, 'v3', { weight: 5 })] },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/weighted'),
    http([
      { name: 'either backend with a weight', send: { path: '/three' }, expect: { oneOf: ['v1', 'v2'] } },
      arrives('the only backend gets everything', { path: '/one' }, 'v3'),
    ]),
    distribution({
      name: 'weights 70, 30 and 0',
      send: { path: '/three' },
      weights: { v1: 70, v2: 30, v3: 0 },
      tolerance: 0.05,
    }),
    distribution({
      name: 'default weight beside 4',
      send: { path: '/two' },
      weights: { v1: 1, v2: 4 },
      // A default of 0, or one like the other's weight, is far off: no need for many requests.
      tolerance: 0.1,
    }),
  ],
});
