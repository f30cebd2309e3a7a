import { hasCondition } from '../kube/conditions.ts';
import type { Pod } from '../kube/objects.ts';

export function isReady(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && hasCondition(pod.status?.conditions, 'Ready');
}

/** Which of the pods count as available, and when the next one will. */
export interface Availability {
  isAvailable(pod: Pod): boolean;
  /** In ms; undefined where no pod's time is still to come. */
  nextIn: number | undefined;
}

/**
 * A pod is available once it has been ready for some seconds.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#min-ready-seconds
 */
export function lookAtAvailability(pods: readonly Pod[], minReadySeconds: number | undefined, now: Date): Availability {
  const waits = (pod: Pod) => readySince(pod) + (minReadySeconds ?? 0) * 1000 - now.getTime();
  const isSettled = (pod: Pod) => !minReadySeconds || waits(pod) <= 0;
  const coming = pods.filter((pod) => isReady(pod) && !isSettled(pod)).map(waits);
  return {
    isAvailable: (pod) => isReady(pod) && isSettled(pod),
    nextIn: coming.length > 0 ? Math.min(...coming) : undefined,
  };
}

/** In ms. */
function readySince({ status }: Pod): number {
  const since = status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  return since === undefined ? 0 : Date.parse(since);
}
