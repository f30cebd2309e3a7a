import type { CustomContext } from '../../harness/scenario/custom.ts';
import { custom } from '../../harness/scenario/define.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { CustomStep } from '../../harness/scenario/steps.ts';
import { CONTAINER_PORTS } from './containers.ts';
import { endpointSlices, service } from './services.ts';

/** Port of a Service of `gatherPods`. */
export const GATHERED_PORT = 8080;

/** One Service of the pods of several backends, each of which has one: its endpoints can be told apart by who answers. */
export function gatherPods(label: string, serving: 'http' | 'grpc', backends: readonly string[]): CustomStep {
  return custom({
    name: `Service/${label} gets the pods of ${backends.join(' and ')}`,
    reason: 'the addresses of the pods are known only once they run',
    async run(context) {
      const { env } = context;
      const named = { name: env.name(label), namespace: env.namespace };
      const { number, name: targetPort, protocol } = CONTAINER_PORTS[serving];
      const addresses = [];
      for (const backend of backends) addresses.push(await addressOf(context, backend));
      const appProtocol = serving === 'grpc' ? { appProtocol: 'kubernetes.io/h2c' } : {};
      await context.apply([
        service({ ...named, ports: [{ name: serving, port: GATHERED_PORT, targetPort, protocol, ...appProtocol }] }),
        ...endpointSlices({ service: named, addresses, ports: [{ name: serving, port: number, protocol }] }),
      ]);
    },
  });
}

async function addressOf({ get }: CustomContext, label: string): Promise<string> {
  const { podIP } = ((await get(`Pod/${label}`))?.status ?? {}) as { podIP?: string };
  if (!podIP) throw new HarnessError(`the pod of backend '${label}' has no address`);
  return podIP;
}
