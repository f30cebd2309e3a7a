import { isRecord } from '../common/guards.ts';
import { kinds } from '../kinds/index.ts';
import type { KubeApi } from '../kube/types.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';

/** What a pod's status says of one container that does not run. */
export interface StoppedContainer {
  name: string;
  /** Of its waiting or terminated state, `CrashLoopBackOff`. */
  reason: string;
  message: string;
  restarts: number;
  /** Exit code and last words of the run before, where there was one. */
  lastExit?: { code: number; message: string };
}

/** Pods that the selector of a workload finds; none where they cannot be read. */
export async function listPodsOf(api: KubeApi, workload: KubeObject): Promise<KubeObject[]> {
  const labelSelector = readSelector(workload);
  // An empty selector would find everybody's pods.
  if (labelSelector === '') return [];
  const namespace = workload.metadata.namespace ?? '';
  return await api.list(kinds.Pod, { namespace, labelSelector }).catch(() => []);
}

/** Containers that neither run nor have ended well. */
export function findStopped(pod: KubeObject): StoppedContainer[] {
  const status = isRecord(pod.status) ? pod.status : {};
  return [status.initContainerStatuses, status.containerStatuses]
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .flatMap(readStopped);
}

function readStopped(container: unknown): StoppedContainer[] {
  const state = isRecord(container) && isRecord(container.state) ? container.state : {};
  const stopped = isRecord(state.waiting) ? state.waiting : state.terminated;
  if (!isRecord(container) || !isRecord(stopped) || stopped.reason === 'Completed') return [];
  const last = isRecord(container.lastState) ? container.lastState.terminated : undefined;
  const lastExit = readExit(stopped) ?? readExit(last);
  return [
    {
      name: String(container.name),
      reason: readText(stopped.reason) || 'is not running',
      message: readText(stopped.message),
      restarts: typeof container.restartCount === 'number' ? container.restartCount : 0,
      ...(lastExit ? { lastExit } : {}),
    },
  ];
}

function readExit(terminated: unknown): StoppedContainer['lastExit'] {
  if (!isRecord(terminated) || typeof terminated.exitCode !== 'number') return undefined;
  return { code: terminated.exitCode, message: readText(terminated.message) };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function readSelector({ spec }: KubeObject): string {
  const selector = isRecord(spec) ? spec.selector : undefined;
  const matchLabels = isRecord(selector) && isRecord(selector.matchLabels) ? selector.matchLabels : {};
  return Object.entries(matchLabels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
