import { custom, tls } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import { plain, scenario, tlsSecret } from '../kit.ts';

const NAMES = ['first', 'second'] as const;

/** Told apart by a further name that the host's certificate has. */
function certificateFor(env: ScenarioEnv, host: string, mark: (typeof NAMES)[number]) {
  return env.certificate([env.host(host), `${mark}.${env.host(host)}`]);
}

function presents(env: ScenarioEnv, name: string, host: string, mark: (typeof NAMES)[number]) {
  const names = [env.host(host), `${mark}.${env.host(host)}`];
  return {
    name,
    send: { sni: env.host(host), inside: 'nothing' as const },
    expect: { certificate: { names } },
  };
}

export default scenario({
  id: 'IngressSecretChanges',
  title: 'An Ingress follows its Secret: made later, replaced',
  requirements: ['ingress.change', 'ingress.tls.secret'],
  backends: { v1: {} },
  resources: async (env) => [
    tlsSecret(env, 'replaced', await certificateFor(env, 'replaced', 'first')),
    ...['replaced', 'late'].map((label) =>
      plain(env, label, env.host(label), 'v1', { tls: [{ hosts: [env.host(label)], secretName: env.name(label) }] }),
    ),
  ],
  steps: (env) => [
    tls([presents(env, 'replaced: the first certificate', 'replaced', 'first')], { ingress: 'Ingress/replaced' }),
    custom({
      name: 'another certificate, and the Secret that was missing',
      reason: 'a certificate is made when it is needed, which an apply step cannot wait for',
      run: async ({ apply }) =>
        apply([
          tlsSecret(env, 'replaced', await certificateFor(env, 'replaced', 'second')),
          tlsSecret(env, 'late', await certificateFor(env, 'late', 'first')),
        ]),
    }),
    tls(
      [
        presents(env, 'replaced: the second certificate', 'replaced', 'second'),
        presents(env, 'late: once the Secret is there', 'late', 'first'),
      ],
      { ingress: 'Ingress/replaced' },
    ),
  ],
});
