import { kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { InsideDestination, Location, StepContext } from '../../steps/index.ts';
import { readReadyPod } from './base.ts';
import type { ReadyRun } from './run-context.ts';

/** Where a destination is reached that a pod of the scenario sends to. */
export async function findInside(
  { input }: ReadyRun,
  backends: StepContext['backends'],
  { from, host, pod, port }: InsideDestination,
): Promise<Location> {
  if (!input.openInside) throw new HarnessError('nothing can be sent from inside pods of this cluster');
  const client = findPod(backends, from);
  const seen = host ?? (await findAddress(input.api, findPod(backends, pod ?? from)));
  const { agentPort, clientContainer } = input.catalogue.base;
  const address = await input.openInside({ ...client, host: seen, port, agentPort, clientContainer });
  return { current: () => address, avoid: () => {} };
}

function findPod(backends: StepContext['backends'], label: string): { namespace: string; pod: string } {
  const backend = backends[label];
  const [pod] = backend?.pods ?? [];
  if (!backend || pod === undefined) throw new HarnessError(`there is no pod of backend '${label}' to send from or to`);
  return { namespace: backend.namespace, pod };
}

async function findAddress(api: StepContext['api'], { namespace, pod }: { namespace: string; pod: string }) {
  const object = await api.get(keyFor(kinds.Pod, pod, namespace));
  const [ready] = object ? readReadyPod(object) : [];
  if (!ready) throw new HarnessError(`pod ${namespace}/${pod} is not ready any more`);
  return ready.ip;
}
