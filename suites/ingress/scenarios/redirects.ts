import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { arrives, plain, redirects, scenario, through, tlsSecret } from '../kit.ts';

const sslRedirect = scenario({
  id: 'IngressSSLRedirect',
  title: 'A host with TLS is redirected to HTTPS with 308, unless ssl-redirect is false',
  requirements: ['ingress.ssl-redirect'],
  features: ['IngressSSLRedirect'],
  backends: { v1: {} },
  resources: async (env) => {
    const names = ['usual', 'off'].map((label) => env.host(label));
    const tls = (label: string) => [{ hosts: [env.host(label)], secretName: env.name('cert') }];
    return [
      tlsSecret(env, 'cert', await env.certificate(names)),
      plain(env, 'usual', env.host('usual'), 'v1', { tls: tls('usual') }),
      plain(env, 'off', env.host('off'), 'v1', { tls: tls('off'), annotations: { 'ssl-redirect': 'false' } }),
      plain(env, 'without', env.host('without')),
    ];
  },
  steps: (env) => [
    through('Ingress/usual', [
      redirects(
        'by default',
        { host: env.host('usual'), path: '/a' },
        {
          status: 308,
          scheme: 'https',
          host: env.host('usual'),
          port: 443,
          path: '/a',
        },
      ),
      arrives('over HTTPS', { scheme: 'https', host: env.host('usual'), path: '/a' }, 'v1'),
      arrives('switched off', { host: env.host('off'), path: '/a' }, 'v1'),
      arrives('without TLS', { host: env.host('without') }, 'v1'),
    ]),
  ],
});

const forceSslRedirect = scenario({
  id: 'IngressForceSSLRedirect',
  title: 'force-ssl-redirect redirects to HTTPS without a certificate, too',
  requirements: ['ingress.force-ssl-redirect'],
  features: ['IngressForceSSLRedirect'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'forced', env.host('forced'), 'v1', { annotations: { 'force-ssl-redirect': 'true' } }),
    plain(env, 'unforced', env.host('unforced'), 'v1', { annotations: { 'force-ssl-redirect': 'false' } }),
  ],
  steps: (env) => [
    through('Ingress/forced', [
      redirects(
        'forced',
        { host: env.host('forced'), path: '/a' },
        {
          status: 308,
          scheme: 'https',
          host: env.host('forced'),
          path: '/a',
        },
      ),
      arrives('not forced', { host: env.host('unforced') }, 'v1'),
    ]),
  ],
});

const permanentRedirect = scenario({
  id: 'IngressPermanentRedirect',
  title: 'permanent-redirect redirects with 301',
  requirements: ['ingress.permanent-redirect'],
  features: ['IngressPermanentRedirect'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'moved', env.host('moved'), 'v1', {
      annotations: { 'permanent-redirect': `https://${env.host('target')}/new` },
    }),
    plain(env, 'stays', env.host('stays')),
  ],
  steps: (env) => [
    through('Ingress/moved', [
      redirects(
        'the root',
        { host: env.host('moved') },
        {
          status: 301,
          scheme: 'https',
          host: env.host('target'),
          path: '/new',
        },
      ),
      redirects('a path', { host: env.host('moved'), path: '/a/b' }, { status: 301, host: env.host('target') }),
      arrives('an Ingress without it', { host: env.host('stays') }, 'v1'),
    ]),
  ],
});

const permanentRedirectCode = scenario({
  id: 'IngressPermanentRedirectCode',
  title: 'permanent-redirect-code names the code of a permanent redirect',
  requirements: ['ingress.permanent-redirect.code'],
  features: ['IngressPermanentRedirect', 'IngressPermanentRedirectCode'],
  backends: { v1: {} },
  resources: (env) =>
    ['307', '308'].map((code) =>
      plain(env, `with-${code}`, env.host(`with-${code}`), 'v1', {
        annotations: {
          'permanent-redirect': `https://${env.host('target')}/new`,
          'permanent-redirect-code': code,
        },
      }),
    ),
  steps: (env) => [
    through('Ingress/with-308', [
      redirects('308', { host: env.host('with-308') }, { status: 308, host: env.host('target'), path: '/new' }),
      redirects('307', { host: env.host('with-307') }, { status: 307, host: env.host('target'), path: '/new' }),
    ]),
  ],
});

const temporalRedirect = scenario({
  id: 'IngressTemporalRedirect',
  title: 'temporal-redirect redirects with 302',
  requirements: ['ingress.temporal-redirect'],
  features: ['IngressTemporalRedirect'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'away', env.host('away'), 'v1', {
      annotations: { 'temporal-redirect': `https://${env.host('target')}/for-now` },
    }),
  ],
  steps: (env) => [
    through('Ingress/away', [
      redirects(
        'the root',
        { host: env.host('away') },
        {
          status: 302,
          scheme: 'https',
          host: env.host('target'),
          path: '/for-now',
        },
      ),
    ]),
  ],
});

const appRoot = scenario({
  id: 'IngressAppRoot',
  title: 'app-root redirects the root of the host alone',
  requirements: ['ingress.app-root'],
  features: ['IngressAppRoot'],
  backends: { v1: {} },
  resources: (env) => [plain(env, 'rooted', env.hostname, 'v1', { annotations: { 'app-root': '/application' } })],
  steps: (env) => [
    through('Ingress/rooted', [
      redirects('the root', { path: '/' }, { status: 302, host: env.hostname, path: '/application' }),
      arrives('where it leads', { path: '/application' }, 'v1'),
      arrives('another path', { path: '/other' }, 'v1'),
    ]),
  ],
});

export const redirectScenarios: readonly ScenarioDefinition[] = [
  sslRedirect,
  forceSslRedirect,
  permanentRedirect,
  permanentRedirectCode,
  temporalRedirect,
  appRoot,
];
