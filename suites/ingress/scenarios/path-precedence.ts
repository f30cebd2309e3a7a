import { arrives, ingress, pathTo, scenario, through } from '../kit.ts';

export default scenario({
  id: 'IngressPathPrecedence',
  title: 'The longest path serves, and of two that are as long the exact one',
  requirements: ['ingress.path.longest-first', 'ingress.path.exact-first'],
  backends: { v1: {}, v2: {}, v3: {} },
  resources: (env) => [
    ingress(env, 'order', {
      rules: [
        {
          host: env.hostname,
          // Neither the first nor the last of each pair is always the right one.
          paths: [
            pathTo(env, 'v1', '/'),
            pathTo(env, 'v2', '/long'),
            pathTo(env, 'v3', '/long/longer'),
            pathTo(env, 'v3', '/down/longer'),
            pathTo(env, 'v2', '/down'),
            pathTo(env, 'v1', '/same'),
            pathTo(env, 'v2', '/same', 'Exact'),
            pathTo(env, 'v2', '/equal', 'Exact'),
            pathTo(env, 'v1', '/equal'),
          ],
        },
      ],
    }),
  ],
  steps: [
    through('Ingress/order', [
      arrives('nothing but the shortest', { path: '/else' }, 'v1'),
      arrives('the longer one', { path: '/long/a' }, 'v2'),
      arrives('the longest one', { path: '/long/longer/a' }, 'v3'),
      arrives('the longest one, where it comes first', { path: '/down/longer' }, 'v3'),
      arrives('the longer one, where it comes last', { path: '/down/a' }, 'v2'),
      arrives('exact after the prefix', { path: '/same' }, 'v2'),
      arrives('the prefix beside the exact path', { path: '/same/a' }, 'v1'),
      arrives('exact before the prefix', { path: '/equal' }, 'v2'),
      arrives('the prefix below the exact path', { path: '/equal/a' }, 'v1'),
    ]),
  ],
});
