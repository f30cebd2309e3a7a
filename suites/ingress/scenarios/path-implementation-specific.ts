import { answers, arrives, ingress, pathTo, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressPathImplementationSpecific',
  title: 'A path whose matching is up to the class is served',
  requirements: ['ingress.path.implementation-specific'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'specific', {
      rules: [
        {
          host: env.hostname,
          paths: [
            pathTo(env, 'v1', '/specific', 'ImplementationSpecific'),
            pathTo(env, 'v2', '/other', 'ImplementationSpecific'),
          ],
        },
      ],
    }),
  ],
  steps: [
    through('Ingress/specific', [
      // However it is understood, the path itself is among what it means.
      arrives('the path', { path: '/specific' }, 'v1'),
      arrives('another one', { path: '/other' }, 'v2'),
      answers('what has nothing of it', { path: '/elsewhere' }, NO_RULE),
    ]),
  ],
});
