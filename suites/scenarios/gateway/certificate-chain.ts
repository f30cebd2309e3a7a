import { custom, http, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import { tls } from '../../../harness/scenario/traffic.ts';
import {
  arrives,
  attached,
  certificateRef,
  FRONT,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  proves,
  ruleTo,
  scenario,
  tlsSecret,
} from '../../kit/index.ts';

const LISTENERS = ['chained', 'renewed'] as const;
type Name = (typeof LISTENERS)[number];

async function secretOf(env: ScenarioEnv, name: Name, chained: boolean): Promise<KubeObject> {
  return tlsSecret(env, name, await env.certificate([env.host(name)], { chained }));
}

export default scenario({
  id: 'SpecGatewayCertificateChain',
  title: 'A listener shows its certificate with those of the authorities between, in whatever pieces a client speaks',
  requirements: ['listener.tls.certificate', 'gateway.listeners.core-combinations'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: { v1: {} },
  resources: async (env) => [
    await secretOf(env, 'chained', true),
    await secretOf(env, 'renewed', false),
    gateway(env, 'front', {
      listeners: LISTENERS.map((name) => httpsListener(name, certificateRef(env, name), { hostname: env.host(name) })),
    }),
    httpRoute(env, 'over-tls', { parents: [ownParent(env, 'front')], hostnames: [], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => {
    const serves = status('Gateway/front', {
      listeners: Object.fromEntries(LISTENERS.map((name) => [name, { conditions: LISTENER_SERVES }])),
    });
    const shows = (text: string, name: Name) => arrives(text, { scheme: 'https', host: env.host(name) } as const, 'v1');
    return [
      ...attached('HTTPRoute/over-tls'),
      ...proves('listener.tls.certificate', serves),
      ...proves(
        'listener.tls.certificate',
        http([shows('signed by an authority between', 'chained'), shows('signed by the authority', 'renewed')], FRONT),
      ),
      ...proves(
        'gateway.listeners.core-combinations',
        tls(
          [
            {
              name: 'a client whose first message comes in pieces',
              send: { sni: env.host('chained'), hello: 'in-pieces' },
              expect: { backend: 'v1', certificate: {} },
            },
          ],
          FRONT,
        ),
      ),
      custom({
        name: 'the certificate is renewed by an authority between',
        reason: 'certificates are made asynchronously',
        async run(context) {
          context.signal.throwIfAborted();
          await context.apply([await secretOf(env, 'renewed', true)]);
        },
      }),
      ...proves('listener.tls.certificate', serves),
      ...proves('listener.tls.certificate', http([shows('renewed by an authority between', 'renewed')], FRONT)),
    ];
  },
});
