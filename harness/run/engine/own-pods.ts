import { describePods } from '../../install/pods.ts';
import { keyOf } from '../../kube/key.ts';
import type { BackendHandle, ScenarioEnv } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { watchUntil } from '../../wait/watch.ts';
import { listBackends } from './backends.ts';
import { readReadyPod } from './base.ts';
import type { Ledger } from './ledger.ts';
import type { PreparedScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';

/**
 * Gives each backend of a scenario a pod of its own, in its Service's namespace, for an implementation that serves no
 * EndpointSlice that leads elsewhere. Slower than shared pods: the pods are waited for.
 * @returns the env with the addresses of these pods
 */
export async function addOwnPods(
  run: ReadyRun,
  { definition, env }: PreparedScenario,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<ScenarioEnv> {
  const labels = listBackends(definition).flatMap(([label, { own }]) => (own ? [] : [label]));
  const added = labels.map(async (label): Promise<[string, BackendHandle]> => {
    const handle = env.backends[label];
    if (!handle) throw new HarnessError(`scenario ${definition.id} has no backend '${label}'`);
    return [label, { ...handle, addresses: [await addPod(run, handle, ledger, signal)] }];
  });
  return { ...env, backends: { ...env.backends, ...Object.fromEntries(await Promise.all(added)) } };
}

/** Objects of a Service with a pod of its own, both of the same name. */
export function composePod({ input }: ReadyRun, name: string, namespace: string): readonly KubeObject[] {
  const { base } = input.catalogue;
  return base.backendPod({ name, namespace, image: input.cluster.capabilities.echoImage });
}

async function addPod(
  run: ReadyRun,
  { name, namespace }: BackendHandle,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<string> {
  const { api, clock } = run.input;
  let pod: KubeObject | undefined;
  for (const object of composePod(run, name, namespace)) {
    const applied = await ledger.apply(object);
    if (applied.kind === 'Pod') pod = applied;
  }
  if (!pod) throw new HarnessError(`the base resources make no pod for backend ${namespace}/${name}`);
  const key = keyOf(pod);
  const { last } = await watchUntil(
    run.policies.workload,
    (watching) => api.observe(key, watching),
    (state) => (state && readReadyPod(state).length > 0 ? [] : [{ path: 'pod', expected: 'Ready', observed: 'not' }]),
    { clock, signal },
  );
  const [ready] = last?.state ? readReadyPod(last.state) : [];
  if (ready) return ready.ip;
  const why = last?.state ? describePods([last.state]).join('; ') : '';
  throw new HarnessError(
    `Pod ${namespace}/${name} was not Ready within ${run.policies.workload.timeoutMs} ms${why ? `: ${why}` : ''}`,
  );
}
