import { answers, arrives, ingress, pathTo, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressPathPrefix',
  title: 'A prefix matches element by element',
  requirements: ['ingress.path.prefix', 'ingress.path.no-match'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'prefix', {
      rules: [
        {
          host: env.hostname,
          paths: [pathTo(env, 'v1', '/some/path'), pathTo(env, 'v2', '/slash/')],
        },
      ],
    }),
  ],
  steps: [
    through('Ingress/prefix', [
      arrives('the path', { path: '/some/path' }, 'v1'),
      arrives('with a slash', { path: '/some/path/' }, 'v1'),
      arrives('with elements more', { path: '/some/path/and/more?a=b' }, 'v1'),
      arrives('a prefix that ends in a slash', { path: '/slash/' }, 'v2'),
      arrives('without the slash', { path: '/slash' }, 'v2'),
      arrives('below it', { path: '/slash/more' }, 'v2'),
      answers('with letters more', { path: '/some/pathway' }, NO_RULE),
      answers('with letters more where a slash ends it', { path: '/slashed' }, NO_RULE),
      answers('with an element less', { path: '/some' }, NO_RULE),
      answers('in capitals', { path: '/Some/path' }, NO_RULE),
      answers('elsewhere in the path', { path: '/before/some/path' }, NO_RULE),
    ]),
  ],
});
