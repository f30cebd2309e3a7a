import type { HttpRequest, HttpRow } from '../../../harness/scenario/traffic.ts';
import { arrives, plain, scenario, through, tlsSecret } from '../kit.ts';

/** A controller may serve a certificate of its own then: none that a client would trust for the host. */
function untrusted(name: string, send: HttpRequest): HttpRow {
  return { name, send, expect: { connection: 'untrusted' } };
}

export default scenario({
  id: 'IngressTLSWithoutSecret',
  title: 'Without its Secret a host has no certificate that one could trust',
  requirements: ['ingress.tls.missing-secret', 'ingress.tls.secret'],
  backends: { v1: {} },
  resources: async (env) => [
    tlsSecret(env, 'cert', await env.certificate([env.hostname])),
    plain(env, 'good', env.hostname, 'v1', { tls: [{ hosts: [env.hostname], secretName: env.name('cert') }] }),
    plain(env, 'missing', env.host('missing'), 'v1', {
      tls: [{ hosts: [env.host('missing')], secretName: env.name('never') }],
    }),
    plain(env, 'unnamed', env.host('unnamed'), 'v1', { tls: [{ hosts: [env.host('unnamed')] }] }),
    plain(env, 'none', env.host('none')),
  ],
  steps: (env) => [
    through('Ingress/good', [
      arrives('the host with a certificate', { scheme: 'https' }, 'v1'),
      untrusted('a Secret that is not there', { scheme: 'https', host: env.host('missing') }),
      untrusted('TLS without a Secret', { scheme: 'https', host: env.host('unnamed') }),
      untrusted('no TLS at all', { scheme: 'https', host: env.host('none') }),
      arrives('in the clear, without TLS', { host: env.host('none') }, 'v1'),
    ]),
  ],
});
