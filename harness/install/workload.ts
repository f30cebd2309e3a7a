import { isRecord } from '../common/guards.ts';
import { isKind, kinds } from '../kinds/index.ts';
import { describeCondition, findCondition } from '../kube/conditions.ts';
import { describeKey, keyOf } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KindName, KubeObject } from '../scenario/kubernetes.ts';
import { linkSignal } from '../wait/link.ts';
import type { TimePolicy, WaitTools } from '../wait/types.ts';
import { watchUntil } from '../wait/watch.ts';
import { describePods } from './describe-pods.ts';
import { listPodsOf } from './pods.ts';
import { watchForStuckPods } from './stuck.ts';

export interface WaitOptions extends WaitTools {
  policy: TimePolicy;
}

/** Kinds of apps/v1 that have pods, which must be ready before anything else makes sense. */
const workloadKinds: readonly KindName[] = [kinds.Deployment, kinds.DaemonSet, kinds.StatefulSet];

export function isWorkload(object: KubeObject): boolean {
  return workloadKinds.some((kind) => isKind(object, kind));
}

/**
 * Waits until a workload is ready in its present generation. Throws HarnessError that tells what its pods wait for:
 * early, where they can't be expected to run any more.
 */
export async function awaitWorkload(
  api: KubeApi,
  workload: KubeObject,
  { policy, clock, signal }: WaitOptions,
): Promise<void> {
  const link = linkSignal(signal);
  const tools = { clock, signal: link.signal };
  try {
    const ready = watchUntil(
      policy,
      (watching) => api.observe(keyOf(workload), watching),
      (state) => (isReady(state) ? [] : [{ path: 'status', expected: 'ready', observed: 'not ready' }]),
      tools,
    );
    const outcome = await Promise.race([ready, watchForStuckPods(api, () => listPodsOf(api, workload), tools)]);
    if (typeof outcome === 'string') {
      throw new HarnessError(`${describeKey(keyOf(workload))} does not start: ${outcome}.`);
    }
    if (outcome.satisfied) return;
    const wanted = isKind(workload, kinds.Deployment) ? 'Available' : 'ready';
    throw new HarnessError(
      `${describeKey(keyOf(workload))} was not ${wanted} within ${policy.timeoutMs} ms: ${await describeState(api, outcome.last?.state ?? workload)}.`,
    );
  } finally {
    link.end();
  }
}

function isReady(state: KubeObject | undefined): boolean {
  const status = isRecord(state?.status) ? state.status : {};
  const count = (name: string) => (typeof status[name] === 'number' ? status[name] : 0);
  if (state === undefined || count('observedGeneration') < (state.metadata.generation ?? 0)) return false;
  const spec = isRecord(state.spec) ? state.spec : {};
  if (isKind(state, kinds.DaemonSet)) return count('numberReady') >= count('desiredNumberScheduled');
  if (isKind(state, kinds.StatefulSet)) {
    return count('readyReplicas') >= (typeof spec.replicas === 'number' ? spec.replicas : 1);
  }
  return findCondition(state, 'Available')?.status === 'True';
}

/** What the pods wait for; where there are none or they tell nothing, the workload's own condition. */
async function describeState(api: KubeApi, workload: KubeObject): Promise<string> {
  const waits = await describePods(api, await listPodsOf(api, workload));
  if (waits.length > 0) return waits.join('; ');
  const condition = findCondition(workload, 'Available') ?? findCondition(workload, 'Progressing');
  return condition ? describeCondition(condition) : 'no controller has written its status';
}
