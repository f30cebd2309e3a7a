import { describeCondition, findCondition } from '../kube/conditions.ts';
import { isRecord } from '../kube/guards.ts';
import { compareText, describeKey, keyOf } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { TimePolicy, WaitTools } from '../wait/types.ts';
import { watchUntil } from '../wait/watch.ts';

export interface WaitOptions extends WaitTools {
  policy: TimePolicy;
}

/** Kinds of apps/v1 that have pods, which must be ready before anything else makes sense. */
const kinds: ReadonlySet<string> = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

export function isWorkload({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion === 'apps/v1' && kinds.has(kind);
}

/** Waits until a workload is ready in its present generation. Throws HarnessError that tells what its pods wait for. */
export async function awaitWorkload(
  api: KubeApi,
  workload: KubeObject,
  { policy, ...tools }: WaitOptions,
): Promise<void> {
  const { satisfied, last } = await watchUntil(
    policy,
    (signal) => api.observe(keyOf(workload), signal),
    (state) => (isReady(state) ? [] : [{ path: 'status', expected: 'ready', observed: 'not ready' }]),
    tools,
  );
  if (!satisfied) {
    const wanted = workload.kind === 'Deployment' ? 'Available' : 'ready';
    throw new HarnessError(
      `${describeKey(keyOf(workload))} was not ${wanted} within ${policy.timeoutMs} ms: ${await describeState(api, last?.state ?? workload)}.`,
    );
  }
}

function isReady(state: KubeObject | undefined): boolean {
  const status = isRecord(state?.status) ? state.status : {};
  const count = (name: string) => (typeof status[name] === 'number' ? status[name] : 0);
  if (state === undefined || count('observedGeneration') < (state.metadata.generation ?? 0)) return false;
  const spec = isRecord(state.spec) ? state.spec : {};
  switch (state.kind) {
    case 'DaemonSet':
      return count('numberReady') >= count('desiredNumberScheduled');
    case 'StatefulSet':
      return count('readyReplicas') >= (typeof spec.replicas === 'number' ? spec.replicas : 1);
    default:
      return findCondition(state, 'Available')?.status === 'True';
  }
}

/** What the pods wait for; where there are none or they tell nothing, the Deployment's own condition. */
async function describeState(api: KubeApi, deployment: KubeObject): Promise<string> {
  const pods = await api
    .list('v1', 'Pod', { namespace: deployment.metadata.namespace ?? '', labelSelector: readSelector(deployment) })
    .catch(() => []);
  const waits = pods.flatMap(describePod).sort(compareText);
  if (waits.length > 0) {
    return waits.join('; ');
  }
  const condition = findCondition(deployment, 'Available') ?? findCondition(deployment, 'Progressing');
  return condition ? describeCondition(condition) : 'no controller has written its status';
}

function readSelector(deployment: KubeObject): string {
  const selector = isRecord(deployment.spec) ? deployment.spec.selector : undefined;
  const matchLabels = isRecord(selector) && isRecord(selector.matchLabels) ? selector.matchLabels : {};
  return Object.entries(matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function describePod(pod: KubeObject): string[] {
  const status = isRecord(pod.status) ? pod.status : {};
  const containers = [status.initContainerStatuses, status.containerStatuses].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  );
  const waiting = containers.flatMap((container) => describeContainer(container));
  const unscheduled = findCondition(pod, 'PodScheduled');
  if (waiting.length === 0 && unscheduled?.status === 'False') {
    waiting.push(`${unscheduled.reason}: ${unscheduled.message}`);
  }
  return waiting.map((text) => `${describeKey(keyOf(pod))}: ${text}`);
}

function describeContainer(container: unknown): string[] {
  const state = isRecord(container) && isRecord(container.state) ? container.state : {};
  const stopped = isRecord(state.waiting) ? state.waiting : state.terminated;
  if (!isRecord(container) || !isRecord(stopped) || stopped.reason === 'Completed') {
    return [];
  }
  const exit = typeof stopped.exitCode === 'number' ? ` (exit code ${stopped.exitCode})` : '';
  const message = typeof stopped.message === 'string' && stopped.message ? `: ${stopped.message}` : '';
  return [`container ${container.name} ${stopped.reason ?? 'is not running'}${exit}${message}`];
}
