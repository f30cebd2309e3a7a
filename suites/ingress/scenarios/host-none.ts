import { answers, arrives, ingress, pathTo, plain, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressHostNone',
  title: 'A rule without a host serves every host',
  requirements: ['ingress.host.none', 'ingress.host.exact'],
  catchesAllHosts: 'its rule has no host, which is what is tested',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'any', { rules: [{ host: '', paths: [pathTo(env, 'v1', '/open')] }] }),
    plain(env, 'one', env.host('one'), 'v2'),
  ],
  steps: (env) => [
    through('Ingress/any', [
      arrives('a host that no rule has', { host: env.host('unknown'), path: '/open/a' }, 'v1'),
      arrives('another one', { host: `x.${env.host('other')}`, path: '/open' }, 'v1'),
      arrives('a host with a rule of its own', { host: env.host('one'), path: '/closed' }, 'v2'),
      answers('another path', { host: env.host('unknown'), path: '/closed' }, NO_RULE),
    ]),
  ],
});
