import type { Serving } from '../../harness/scenario/backends.ts';
import type { CustomContext } from '../../harness/scenario/custom.ts';
import { custom } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { CustomStep } from '../../harness/scenario/steps.ts';
import { CONTAINER_PORTS } from './containers.ts';
import { endpointSlices, service } from './services.ts';

/** Port of a Service of `gatherPods`. */
export const GATHERED_PORT = 8080;

/** One Service of the pods of several backends, each of which has one: its endpoints can be told apart by who answers. */
export function gatherPods(label: string, serving: Serving, backends: readonly string[]): CustomStep {
  return custom({
    name: `Service/${label} gets the pods of ${backends.join(' and ')}`,
    reason: 'the addresses of the pods are known only once they run',
    async run(context) {
      const { env } = context;
      const named = { name: env.name(label), namespace: env.namespace };
      const { number, protocol } = CONTAINER_PORTS[serving];
      const addresses = [];
      for (const backend of backends) addresses.push(await addressOf(context, backend));
      const appProtocol = serving === 'grpc' ? { appProtocol: 'kubernetes.io/h2c' } : {};
      await context.apply([
        service({
          ...named,
          ports: [{ name: serving, port: GATHERED_PORT, targetPort: number, protocol, ...appProtocol }],
        }),
        ...endpointSlices({ service: named, addresses, ports: [{ name: serving, port: number, protocol }] }),
      ]);
    },
  });
}

/** Nobody listens there in an echo pod. */
const DEAD_PORT = 9;
/** The port of a Service of `behindDeadPort` that leads there. */
export const LEADS_NOWHERE = GATHERED_PORT - 1;

/** A Service for the own pod of a backend whose first port leads nowhere; the second, `GATHERED_PORT`, leads to the pod. */
export function behindDeadPort(env: ScenarioEnv, label: string, serving: Serving, backend: string): KubeObject {
  const { number, protocol } = CONTAINER_PORTS[serving];
  const appProtocol = serving === 'grpc' ? { appProtocol: 'kubernetes.io/h2c' } : {};
  return service({
    name: env.name(label),
    namespace: env.namespace,
    // A pod of its own has its name as its label.
    selector: { app: env.name(backend) },
    ports: [
      { name: 'dead', port: LEADS_NOWHERE, targetPort: DEAD_PORT, protocol, ...appProtocol },
      { name: serving, port: GATHERED_PORT, targetPort: number, protocol, ...appProtocol },
    ],
  });
}

async function addressOf({ get }: CustomContext, label: string): Promise<string> {
  const { podIP } = ((await get(`Pod/${label}`))?.status ?? {}) as { podIP?: string };
  if (!podIP) throw new HarnessError(`the pod of backend '${label}' has no address`);
  return podIP;
}
