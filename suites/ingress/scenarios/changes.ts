import { apply, patch, remove } from '../../../harness/scenario/define.ts';
import { answers, arrives, ingress, pathTo, plain, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

export default scenario({
  id: 'IngressChanges',
  title: 'An Ingress is served as it is now: edited, deleted, made anew',
  requirements: ['ingress.change', 'ingress.host.exact', 'ingress.path.no-match'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    plain(env, 'stays', env.host('stays')),
    plain(env, 'edited', env.host('edited')),
    plain(env, 'going', env.host('going')),
  ],
  steps: (env) => {
    const rules = (host: string, backend: string, path = '/') =>
      ingress(env, 'x', { rules: [{ host: env.host(host), paths: [pathTo(env, backend, path)] }] }).spec as {
        rules: unknown;
      };
    const stays = arrives('what is not touched', { host: env.host('stays') }, 'v1');
    return [
      through('Ingress/stays', [
        stays,
        arrives('edited: as it was', { host: env.host('edited') }, 'v1'),
        arrives('going: as it was', { host: env.host('going') }, 'v1'),
      ]),

      patch('edited: another backend', 'Ingress/edited', { spec: rules('edited', 'v2') }),
      remove('going: it goes', 'Ingress/going'),
      through('Ingress/stays', [
        { ...stays, name: 'what is not touched, after a change' },
        arrives('edited: the other backend', { host: env.host('edited') }, 'v2'),
        answers('going: gone', { host: env.host('going') }, NO_RULE),
      ]),

      patch('edited: another host and path', 'Ingress/edited', { spec: rules('moved', 'v2', '/new') }),
      apply('going: it comes again', [plain(env, 'going', env.host('going'), 'v2')]),
      through('Ingress/stays', [
        arrives('edited: at its new place', { host: env.host('moved'), path: '/new' }, 'v2'),
        answers('edited: no longer at the old one', { host: env.host('edited') }, NO_RULE),
        answers('edited: another path of the new host', { host: env.host('moved'), path: '/' }, NO_RULE),
        arrives('going: made anew', { host: env.host('going') }, 'v2'),
      ]),

      patch('edited: another class', 'Ingress/edited', { spec: { ingressClassName: env.name('nobody') } }),
      through('Ingress/stays', [
        { ...stays, name: 'what is not touched, at the end' },
        answers('edited: of a class that is not there', { host: env.host('moved'), path: '/new' }, NO_RULE),
      ]),
    ];
  },
});
