import { answers, arrives, ingress, pathTo, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressHostWildcards',
  title: 'A wildcard host stands for one label',
  requirements: ['ingress.host.wildcard', 'ingress.host.exact'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'wildcards', {
      rules: [
        { host: `*.${env.host('apps')}`, paths: [pathTo(env, 'v1', '/')] },
        { host: `known.${env.host('apps')}`, paths: [pathTo(env, 'v2', '/')] },
      ],
    }),
  ],
  steps: (env) => [
    through('Ingress/wildcards', [
      arrives('one label', { host: `any.${env.host('apps')}` }, 'v1'),
      arrives('another label', { host: `other.${env.host('apps')}` }, 'v1'),
      arrives('an exact host beside the wildcard', { host: `known.${env.host('apps')}` }, 'v2'),
      answers('two labels', { host: `a.b.${env.host('apps')}` }, NO_RULE),
      answers('no label', { host: env.host('apps') }, NO_RULE),
      answers('the wildcard of a sibling', { host: `any.${env.host('tools')}` }, NO_RULE),
    ]),
  ],
});
