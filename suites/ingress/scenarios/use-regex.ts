import { answers, arrives, ingress, pathTo, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressUseRegex',
  title: 'use-regex makes paths regular expressions, without regard to case',
  requirements: ['ingress.use-regex', 'ingress.use-regex.case'],
  features: ['IngressUseRegex'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'expressions', {
      annotations: { 'use-regex': 'true' },
      rules: [
        {
          host: env.hostname,
          paths: [
            pathTo(env, 'v1', '/item-[0-9]+', 'ImplementationSpecific'),
            pathTo(env, 'v2', '/(red|green)/list', 'ImplementationSpecific'),
          ],
        },
      ],
    }),
  ],
  steps: [
    through('Ingress/expressions', [
      arrives('the class of characters', { path: '/item-42' }, 'v1'),
      arrives('the beginning of a path', { path: '/item-42/more' }, 'v1'),
      arrives('one of two words', { path: '/green/list' }, 'v2'),
      arrives('in capitals', { path: '/ITEM-42' }, 'v1'),
      answers('another character', { path: '/item-x' }, NO_RULE),
      answers('not at the beginning', { path: '/an/item-42' }, NO_RULE),
      answers('another word', { path: '/blue/list' }, NO_RULE),
    ]),
  ],
});
