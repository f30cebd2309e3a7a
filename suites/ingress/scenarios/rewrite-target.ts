import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { arrives, ingress, pathTo, scenario, through } from '../kit.ts';

const groups = scenario({
  id: 'IngressRewriteTarget',
  title: 'rewrite-target replaces the path, with what groups of it matched',
  requirements: ['ingress.rewrite-target', 'ingress.rewrite-target.groups'],
  features: ['IngressRewriteTarget'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingress(env, 'groups', {
      annotations: { 'use-regex': 'true', 'rewrite-target': '/$2' },
      rules: [
        { host: env.host('groups'), paths: [pathTo(env, 'v1', '/something(/|$)(.*)', 'ImplementationSpecific')] },
      ],
    }),
    ingress(env, 'swapped', {
      annotations: { 'use-regex': 'true', 'rewrite-target': '/of/$2/in/$1' },
      rules: [
        { host: env.host('swapped'), paths: [pathTo(env, 'v2', '/([a-z]+)/([0-9]+)', 'ImplementationSpecific')] },
      ],
    }),
  ],
  steps: (env) => [
    through('Ingress/groups', [
      arrives('a path below', { host: env.host('groups'), path: '/something/new/thing' }, 'v1', { path: '/new/thing' }),
      arrives('the path with a slash', { host: env.host('groups'), path: '/something/' }, 'v1', { path: '/' }),
      arrives('the path itself', { host: env.host('groups'), path: '/something' }, 'v1', { path: '/' }),
      arrives('with a query', { host: env.host('groups'), path: '/something/new?a=b' }, 'v1', { path: '/new?a=b' }),
      arrives('groups in another order', { host: env.host('swapped'), path: '/shelf/12' }, 'v2', {
        path: '/of/12/in/shelf',
      }),
    ]),
  ],
});

const whole = scenario({
  id: 'IngressRewriteTargetWhole',
  title: 'rewrite-target without groups is the whole path that the backend gets',
  requirements: ['ingress.rewrite-target', 'ingress.rewrite-target.whole'],
  features: ['IngressRewriteTarget'],
  backends: { v1: {} },
  resources: (env) => [
    ingress(env, 'fixed', {
      annotations: { 'rewrite-target': '/fixed' },
      rules: [{ host: env.hostname, paths: [pathTo(env, 'v1', '/old')] }],
    }),
  ],
  steps: [
    through('Ingress/fixed', [
      arrives('the path itself', { path: '/old' }, 'v1', { path: '/fixed' }),
      arrives('below it', { path: '/old/a?b=c' }, 'v1', { path: '/fixed?b=c' }),
    ]),
  ],
});

export const rewriteScenarios: readonly ScenarioDefinition[] = [groups, whole];
