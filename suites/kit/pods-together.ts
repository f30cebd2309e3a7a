import type { Serving } from '../../harness/scenario/backends.ts';
import type { CustomContext } from '../../harness/scenario/custom.ts';
import { custom } from '../../harness/scenario/define.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { CustomStep } from '../../harness/scenario/steps.ts';
import { CONTAINER_PORTS } from './containers.ts';
import { endpointSlices, service } from './services.ts';

/** Port of a Service of `gatherPods`. */
export const GATHERED_PORT = 8080;

/** Nobody listens there in an echo pod. */
const DEAD_PORT = 9;

/**
 * One Service of the pods of several backends, each of which has one: its endpoints can be told apart by who answers.
 * @param behindDead the port of the Service comes after one that leads nowhere
 */
export function gatherPods(
  label: string,
  serving: Serving,
  backends: readonly string[],
  { behindDead = false }: { behindDead?: boolean } = {},
): CustomStep {
  return custom({
    name: `Service/${label} gets the ${backends.length === 1 ? 'pod' : 'pods'} of ${backends.join(' and ')}`,
    reason: 'the addresses of the pods are known only once they run',
    async run(context) {
      const { env } = context;
      const named = { name: env.name(label), namespace: env.namespace };
      const { number, protocol } = CONTAINER_PORTS[serving];
      const addresses = [];
      for (const backend of backends) addresses.push(await addressOf(context, backend));
      const dead = { name: 'dead', port: GATHERED_PORT - 1, targetPort: DEAD_PORT, protocol };
      const live = { name: serving, port: GATHERED_PORT, targetPort: number, protocol };
      const appProtocol = serving === 'grpc' ? { appProtocol: 'kubernetes.io/h2c' } : {};
      const ports = [...(behindDead ? [dead] : []), live];
      await context.apply([
        service({ ...named, ports: ports.map((port) => ({ ...port, ...appProtocol })) }),
        ...endpointSlices({
          service: named,
          addresses,
          ports: ports.map(({ name, targetPort }) => ({ name, port: targetPort, protocol })),
        }),
      ]);
    },
  });
}

async function addressOf({ get }: CustomContext, label: string): Promise<string> {
  const { podIP } = ((await get(`Pod/${label}`))?.status ?? {}) as { podIP?: string };
  if (!podIP) throw new HarnessError(`the pod of backend '${label}' has no address`);
  return podIP;
}
