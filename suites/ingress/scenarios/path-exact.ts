import { answers, arrives, ingress, pathTo, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressPathExact',
  title: 'An exact path matches as it is written',
  requirements: ['ingress.path.exact', 'ingress.path.no-match'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'exact', {
      rules: [
        {
          host: env.hostname,
          paths: [pathTo(env, 'v1', '/exact', 'Exact'), pathTo(env, 'v2', '/slash/', 'Exact')],
        },
      ],
    }),
  ],
  steps: [
    through('Ingress/exact', [
      arrives('the path', { path: '/exact' }, 'v1'),
      arrives('with a query', { path: '/exact?a=b' }, 'v1'),
      arrives('a path that ends in a slash', { path: '/slash/' }, 'v2'),
      answers('with a slash more', { path: '/exact/' }, NO_RULE),
      answers('with an element more', { path: '/exact/more' }, NO_RULE),
      answers('with letters more', { path: '/exactly' }, NO_RULE),
      answers('in capitals', { path: '/Exact' }, NO_RULE),
      answers('with a slash less', { path: '/slash' }, NO_RULE),
      answers('below a path that ends in a slash', { path: '/slash/more' }, NO_RULE),
      answers('another path', { path: '/' }, NO_RULE),
    ]),
  ],
});
