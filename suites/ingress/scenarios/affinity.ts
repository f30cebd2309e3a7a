import type { CustomContext } from '../../../harness/scenario/custom.ts';
import { custom } from '../../../harness/scenario/define.ts';
import { HarnessError } from '../../../harness/scenario/errors.ts';
import { CONTAINER_PORTS } from '../../kit/containers.ts';
import { endpointSlices, service } from '../../kit/services.ts';
import { ingress, scenario, through } from '../kit.ts';

const PORT = 8080;
const COOKIE = 'gwconf-route';

async function addressOf({ get }: CustomContext, label: string): Promise<string> {
  const { podIP } = ((await get(`Pod/${label}`))?.status ?? {}) as { podIP?: string };
  if (!podIP) throw new HarnessError(`the pod of backend '${label}' has no address`);
  return podIP;
}

export default scenario({
  id: 'IngressAffinityCookie',
  title: 'A cookie keeps a client with one endpoint of the Service',
  requirements: ['ingress.affinity.cookie'],
  features: ['IngressAffinityCookie'],
  backends: { a: { own: true }, b: { own: true } },
  resources: (env) => [
    ingress(env, 'sticky', {
      annotations: { affinity: 'cookie', 'session-cookie-name': COOKIE },
      rules: [
        {
          host: env.hostname,
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: env.name('both'), port: { number: PORT } } },
            },
          ],
        },
      ],
    }),
  ],
  steps: [
    custom({
      name: 'one Service gets the pods of both backends',
      reason: 'the addresses of the pods are known only once they run',
      async run(context) {
        const { env } = context;
        const named = { name: env.name('both'), namespace: env.namespace };
        const { number, name: target, protocol } = CONTAINER_PORTS.http;
        const addresses = [await addressOf(context, 'a'), await addressOf(context, 'b')];
        await context.apply([
          service({ ...named, ports: [{ name: 'http', port: PORT, targetPort: target, protocol: 'TCP' }] }),
          ...endpointSlices({ service: named, addresses, ports: [{ name: 'http', port: number, protocol }] }),
        ]);
      },
    }),
    through('Ingress/sticky', [
      { name: 'either endpoint', send: {}, expect: { oneOf: ['a', 'b'] } },
      {
        name: 'the same endpoint with the cookie',
        send: { cookie: COOKIE },
        expect: { oneOf: ['a', 'b'], saw: { a: { rest: 'any' }, b: { rest: 'any' } } },
      },
    ]),
  ],
});
