import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { arrives, backendOf, ingress, plain, scenario, through } from '../kit.ts';

const alone = scenario({
  id: 'IngressDefaultBackend',
  title: 'An Ingress without rules sends all to its default backend',
  requirements: ['ingress.default-backend', 'ingress.host.exact'],
  catchesAllHosts: 'a default backend serves every host that no rule has',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'fallback', { defaultBackend: backendOf(env, 'v2') }),
    plain(env, 'ruled', env.host('ruled')),
  ],
  steps: (env) => [
    through('Ingress/fallback', [
      arrives('a host without a rule', { host: env.host('unknown'), path: '/a?b=c' }, 'v2'),
      arrives('the root of another host', { host: `deep.${env.host('unknown')}` }, 'v2'),
      arrives('a host with a rule', { host: env.host('ruled') }, 'v1'),
    ]),
  ],
});

export const defaultBackendScenarios: readonly ScenarioDefinition[] = [alone];
