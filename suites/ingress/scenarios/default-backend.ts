import { arrives, backendOf, ingress, pathTo, scenario, through } from '../kit.ts';

export default scenario({
  id: 'IngressDefaultBackend',
  title: 'What no rule matches goes to the default backend',
  requirements: ['ingress.default-backend', 'ingress.host.exact'],
  catchesAllHosts: 'a default backend serves every host that no rule has',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'fallback', {
      defaultBackend: backendOf(env, 'v2'),
      rules: [{ host: env.hostname, paths: [pathTo(env, 'v1', '/ruled')] }],
    }),
  ],
  steps: (env) => [
    through('Ingress/fallback', [
      arrives('a path with a rule', { path: '/ruled/a' }, 'v1'),
      arrives('a path without one', { path: '/other?a=b' }, 'v2'),
      arrives('a host without a rule', { host: env.host('unknown'), path: '/ruled' }, 'v2'),
      arrives('the root of another host', { host: `deep.${env.host('unknown')}` }, 'v2'),
    ]),
  ],
});
