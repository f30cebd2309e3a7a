import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { answers, arrives, plain, scenario, through } from '../kit.ts';

const EVERYBODY = '0.0.0.0/0,::/0';
/** For documentation (RFC 5737): no client has an address of it. */
const NOBODY = '192.0.2.0/24';

const allowlist = scenario({
  id: 'IngressAllowlist',
  title: 'whitelist-source-range keeps out clients of other addresses',
  requirements: ['ingress.allowlist'],
  features: ['IngressAllowlist'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'nobody', env.host('nobody'), 'v1', { annotations: { 'whitelist-source-range': NOBODY } }),
    plain(env, 'everybody', env.host('everybody'), 'v1', {
      annotations: { 'whitelist-source-range': `${NOBODY},${EVERYBODY}` },
    }),
  ],
  steps: (env) => [
    through('Ingress/nobody', [
      answers('in none of the ranges', { host: env.host('nobody') }, 403),
      arrives('in one of them', { host: env.host('everybody') }, 'v1'),
    ]),
  ],
});

const denylist = scenario({
  id: 'IngressDenylist',
  title: 'denylist-source-range keeps out clients of the addresses given',
  requirements: ['ingress.denylist'],
  features: ['IngressDenylist'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'everybody', env.host('everybody'), 'v1', { annotations: { 'denylist-source-range': EVERYBODY } }),
    plain(env, 'nobody', env.host('nobody'), 'v1', { annotations: { 'denylist-source-range': NOBODY } }),
  ],
  steps: (env) => [
    through('Ingress/everybody', [
      answers('in one of the ranges', { host: env.host('everybody') }, 403),
      arrives('in none of them', { host: env.host('nobody') }, 'v1'),
    ]),
  ],
});

const bodySize = scenario({
  id: 'IngressProxyBodySize',
  title: 'proxy-body-size refuses larger bodies with 413',
  requirements: ['ingress.proxy-body-size'],
  features: ['IngressProxyBodySize'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'small', env.host('small'), 'v1', { annotations: { 'proxy-body-size': '1k' } }),
    plain(env, 'unlimited', env.host('unlimited'), 'v1', { annotations: { 'proxy-body-size': '0' } }),
  ],
  steps: (env) => {
    const post = (host: string, bytes: number) => ({ method: 'POST', host: env.host(host), body: 'x'.repeat(bytes) });
    return [
      through('Ingress/small', [
        arrives('as large as may be', post('small', 1024), 'v1'),
        answers('one byte more', post('small', 1025), 413),
        arrives('without a limit', post('unlimited', 5000), 'v1'),
      ]),
    ];
  },
});

const readTimeout = scenario({
  id: 'IngressProxyReadTimeout',
  title: 'proxy-read-timeout ends requests whose backend does not answer in time',
  requirements: ['ingress.timeout.read'],
  features: ['IngressProxyReadTimeout'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'limited', env.host('limited'), 'v1', { annotations: { 'proxy-read-timeout': '1' } }),
    plain(env, 'unlimited', env.host('unlimited')),
  ],
  steps: (env) => [
    through('Ingress/limited', [
      arrives('an answer in time', { host: env.host('limited') }, 'v1'),
      answers('an answer that comes late', { host: env.host('limited'), path: '/?delay=2s' }, 504),
      arrives('a late answer without the annotation', { host: env.host('unlimited'), path: '/?delay=2s' }, 'v1'),
    ]),
  ],
});

export const limitScenarios: readonly ScenarioDefinition[] = [allowlist, denylist, bodySize, readTimeout];
