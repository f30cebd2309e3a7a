import { describePods } from '../../install/describe-pods.ts';
import { watchForStuckPods } from '../../install/stuck.ts';
import { isKind, kinds } from '../../kinds/index.ts';
import { keyOf } from '../../kube/key.ts';
import type { Serving } from '../../scenario/backends.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { linkSignal } from '../../wait/link.ts';
import { watchUntil } from '../../wait/watch.ts';
import { servesOverTls } from './backends.ts';
import { readReadyPod, type Slot } from './base.ts';
import type { Ledger } from './ledger.ts';
import type { ReadyRun } from './run-context.ts';

/**
 * Makes a pod of a scenario's own, in its Service's namespace, and waits until it is ready. Slower than shared pods; for
 * scenarios that ask for it, and for an implementation that serves no EndpointSlice that leads elsewhere.
 */
export async function addOwnPod(
  run: ReadyRun,
  { name, namespace }: { name: string; namespace: string },
  { serves, asksClients, sends }: { serves: ReadonlySet<Serving>; asksClients: boolean; sends: boolean },
  ledger: Ledger,
  signal: AbortSignal,
): Promise<Slot> {
  const { api, clock, catalogue, cluster } = run.input;
  const certificate = servesOverTls(serves) ? { certificate: await run.issueForBackends(), asksClients } : {};
  const { echoImage, agentImage = echoImage, clientImage } = cluster.capabilities;
  const image = sends ? agentImage : echoImage;
  const client = sends && clientImage !== undefined ? { clientImage } : {};
  let pod: KubeObject | undefined;
  const { assignsUsers } = run.base;
  const spec = { name, namespace, image, serves, sends, assignsUsers, ...client, ...certificate };
  for (const object of catalogue.base.backendPod(spec)) {
    const applied = await ledger.apply(object);
    if (isKind(applied, kinds.Pod)) pod = applied;
  }
  if (!pod) throw new HarnessError(`the base resources make no pod for backend ${namespace}/${name}`);
  const key = keyOf(pod);
  const link = linkSignal(signal);
  const tools = { clock, signal: link.signal };
  const becomesReady = watchUntil(
    run.policies.workload,
    (watching) => api.observe(key, watching),
    (state) => (state && readReadyPod(state).length > 0 ? [] : [{ path: 'pod', expected: 'Ready', observed: 'not' }]),
    tools,
  );
  const getPods = async () => [await api.get(key)].flatMap((found) => found ?? []);
  const outcome = await Promise.race([becomesReady, watchForStuckPods(api, getPods, tools)]).finally(() => link.end());
  if (typeof outcome === 'string') throw new HarnessError(`Pod ${namespace}/${name} does not start: ${outcome}`);
  const { last } = outcome;
  const [ready] = last?.state ? readReadyPod(last.state) : [];
  if (ready) return { pods: new Set([ready.name]), addresses: [ready.ip] };
  const why = last?.state ? (await describePods(api, [last.state])).join('; ') : '';
  throw new HarnessError(
    `Pod ${namespace}/${name} was not Ready within ${run.policies.workload.timeoutMs} ms${why ? `: ${why}` : ''}`,
  );
}
