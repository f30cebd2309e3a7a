import { distribution, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import { arrives, plain, scenario, through } from '../kit.ts';

/** An Ingress that leads to v1, and its canary, which leads to v2. */
function withCanary(env: ScenarioEnv, label: string, annotations: Readonly<Record<string, string>>): KubeObject[] {
  return [
    plain(env, label, env.host(label)),
    plain(env, `${label}-canary`, env.host(label), 'v2', { annotations: { canary: 'true', ...annotations } }),
  ];
}

const weight = scenario({
  id: 'IngressCanaryWeight',
  title: 'A canary gets the share of its weight',
  requirements: ['ingress.canary.weight'],
  features: ['IngressCanaryWeight'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ...withCanary(env, 'third', { 'canary-weight': '30' }),
    ...withCanary(env, 'all', { 'canary-weight': '100' }),
    ...withCanary(env, 'of-ten', { 'canary-weight': '4', 'canary-weight-total': '10' }),
  ],
  steps: (env) => [
    through('Ingress/all', [arrives('a weight of 100', { host: env.host('all') }, 'v2')]),
    distribution({
      name: 'a weight of 30',
      send: { host: env.host('third') },
      weights: { v1: 70, v2: 30 },
      tolerance: 0.05,
      target: { ingress: 'Ingress/third' },
    }),
    distribution({
      name: 'a weight of 4 of 10',
      send: { host: env.host('of-ten') },
      weights: { v1: 6, v2: 4 },
      tolerance: 0.05,
      target: { ingress: 'Ingress/of-ten' },
    }),
  ],
});

const weightZero = scenario({
  id: 'IngressCanaryWeightZero',
  title: 'A canary whose weight is 0 gets nothing by weight',
  requirements: ['ingress.canary.weight-zero'],
  features: ['IngressCanaryWeight'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ...withCanary(env, 'none', { 'canary-weight': '0' }),
    ...withCanary(env, 'unsaid', { 'canary-by-header': 'X-Canary' }),
  ],
  steps: (env) => [
    through('Ingress/none', [
      arrives('a weight of 0', { host: env.host('none') }, 'v1'),
      arrives('no weight, and not the header', { host: env.host('unsaid') }, 'v1'),
    ]),
  ],
});

const header = scenario({
  id: 'IngressCanaryHeader',
  title: 'A header sends to the canary or keeps from it, before the weight is asked',
  requirements: ['ingress.canary.header', 'ingress.canary.header-value', 'ingress.canary.precedence'],
  features: ['IngressCanaryHeader'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ...withCanary(env, 'plain', { 'canary-by-header': 'X-Canary' }),
    ...withCanary(env, 'heavy', { 'canary-by-header': 'X-Canary', 'canary-weight': '100' }),
    ...withCanary(env, 'valued', { 'canary-by-header': 'X-Ring', 'canary-by-header-value': 'inner' }),
  ],
  steps: (env) => [
    through('Ingress/plain', [
      arrives('always', { host: env.host('plain'), headers: { 'X-Canary': 'always' } }, 'v2'),
      arrives('never', { host: env.host('plain'), headers: { 'X-Canary': 'never' } }, 'v1'),
      arrives('another value', { host: env.host('plain'), headers: { 'X-Canary': 'maybe' } }, 'v1'),
      arrives('without the header', { host: env.host('plain') }, 'v1'),
      arrives('never, whatever the weight', { host: env.host('heavy'), headers: { 'X-Canary': 'never' } }, 'v1'),
      arrives('by weight without the header', { host: env.host('heavy') }, 'v2'),
      arrives('the value given', { host: env.host('valued'), headers: { 'X-Ring': 'inner' } }, 'v2'),
      arrives('another than the value given', { host: env.host('valued'), headers: { 'X-Ring': 'outer' } }, 'v1'),
      arrives('always is no value given', { host: env.host('valued'), headers: { 'X-Ring': 'always' } }, 'v1'),
    ]),
  ],
});

const headerPattern = scenario({
  id: 'IngressCanaryHeaderPattern',
  title: 'A pattern tells the values of a header that lead to the canary',
  requirements: ['ingress.canary.header-pattern'],
  features: ['IngressCanaryHeader', 'IngressCanaryHeaderPattern'],
  backends: { v1: {}, v2: {} },
  resources: (env) =>
    withCanary(env, 'pattern', { 'canary-by-header': 'X-Region', 'canary-by-header-pattern': '^(north|east)-[0-9]+$' }),
  steps: (env) => [
    through('Ingress/pattern', [
      arrives('a value that it matches', { host: env.host('pattern'), headers: { 'X-Region': 'east-12' } }, 'v2'),
      arrives('another one', { host: env.host('pattern'), headers: { 'X-Region': 'north-1' } }, 'v2'),
      arrives('one that it does not', { host: env.host('pattern'), headers: { 'X-Region': 'west-12' } }, 'v1'),
      arrives('without the header', { host: env.host('pattern') }, 'v1'),
    ]),
  ],
});

const cookie = scenario({
  id: 'IngressCanaryCookie',
  title: 'A cookie sends to the canary or keeps from it, after the header and before the weight is asked',
  requirements: ['ingress.canary.cookie', 'ingress.canary.precedence'],
  features: ['IngressCanaryCookie', 'IngressCanaryHeader'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ...withCanary(env, 'baked', { 'canary-by-cookie': 'ring' }),
    ...withCanary(env, 'heavy', { 'canary-by-cookie': 'ring', 'canary-weight': '100' }),
    ...withCanary(env, 'both', { 'canary-by-cookie': 'ring', 'canary-by-header': 'X-Canary' }),
  ],
  steps: (env) => {
    const withCookie = (label: string, value: string, headers: Readonly<Record<string, string>> = {}) => ({
      host: env.host(label),
      headers: { Cookie: value, ...headers },
    });
    return [
      through('Ingress/baked', [
        arrives('always', withCookie('baked', 'ring=always'), 'v2'),
        arrives('always, beside other cookies', withCookie('baked', 'a=never; ring=always; b=1'), 'v2'),
        arrives('never', withCookie('baked', 'ring=never'), 'v1'),
        arrives('another value', withCookie('baked', 'ring=maybe'), 'v1'),
        arrives('a cookie of another name', withCookie('baked', 'string=always'), 'v1'),
        arrives('without a cookie', { host: env.host('baked') }, 'v1'),
        arrives('never, whatever the weight', withCookie('heavy', 'ring=never'), 'v1'),
        arrives('by weight without the cookie', { host: env.host('heavy') }, 'v2'),
        arrives('the header before the cookie', withCookie('both', 'ring=always', { 'X-Canary': 'never' }), 'v1'),
        arrives('the cookie where the header says nothing', withCookie('both', 'ring=always'), 'v2'),
      ]),
    ];
  },
});

export const canaryScenarios: readonly ScenarioDefinition[] = [weight, weightZero, header, headerPattern, cookie];
