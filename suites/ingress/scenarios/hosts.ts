import { answers, arrives, ingress, pathTo, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressHosts',
  title: 'Rules of an Ingress are told apart by exact host, without regard to case or port',
  requirements: ['ingress.host.exact', 'ingress.path.no-match', 'ingress.backend.service'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'hosts', {
      rules: [
        { host: env.host('one'), paths: [pathTo(env, 'v1', '/')] },
        { host: env.host('two'), paths: [pathTo(env, 'v2', '/')] },
      ],
    }),
    ingress(env, 'other', { rules: [{ host: env.host('three'), paths: [pathTo(env, 'v1', '/')] }] }),
  ],
  steps: (env) => [
    through('Ingress/hosts', [
      arrives('the first host', { host: env.host('one'), path: '/a?b=c' }, 'v1'),
      arrives('the second host', { host: env.host('two') }, 'v2'),
      arrives('a host of another Ingress', { host: env.host('three') }, 'v1'),
      { ...arrives('in capitals', { host: env.host('two').toUpperCase() }, 'v2', { rest: 'any' }) },
      arrives('with the port', { host: `${env.host('two')}:80` }, 'v2', { rest: 'any' }),
      answers('a host that no rule has', { host: env.host('four') }, NO_RULE),
      answers('below a host', { host: `x.${env.host('one')}` }, NO_RULE),
    ]),
  ],
});
