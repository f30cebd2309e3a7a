import { tls } from '../../../harness/scenario/define.ts';
import { arrives, ingress, pathTo, scenario, through, tlsSecret } from '../kit.ts';

export default scenario({
  id: 'IngressTLS',
  title: 'Hosts have certificates of their own, told apart by the server name',
  requirements: ['ingress.tls.sni', 'ingress.tls.secret'],
  backends: { v1: {}, v2: {} },
  resources: async (env) => {
    const [one, two] = [env.host('one'), env.host('two')];
    return [
      tlsSecret(env, 'cert-one', await env.certificate([one])),
      tlsSecret(env, 'cert-two', await env.certificate([two])),
      ingress(env, 'secure', {
        rules: [
          { host: one, paths: [pathTo(env, 'v1', '/')] },
          { host: two, paths: [pathTo(env, 'v2', '/')] },
        ],
        tls: [
          { hosts: [one], secretName: env.name('cert-one') },
          { hosts: [two], secretName: env.name('cert-two') },
        ],
      }),
    ];
  },
  steps: (env) => [
    through('Ingress/secure', [
      arrives('the first host', { scheme: 'https', host: env.host('one'), path: '/a?b=c' }, 'v1', { tls: null }),
      arrives('the second host', { scheme: 'https', host: env.host('two') }, 'v2', { tls: null }),
    ]),
    tls(
      [
        {
          name: 'the certificate of the first host',
          send: { sni: env.host('one'), inside: 'nothing' },
          expect: { certificate: { names: [env.host('one')] } },
        },
        {
          name: 'the certificate of the second host',
          send: { sni: env.host('two'), inside: 'nothing' },
          expect: { certificate: { names: [env.host('two')] } },
        },
      ],
      { ingress: 'Ingress/secure' },
    ),
  ],
});
