import type { StatefulSet } from '../../kube/sets.ts';
import { isReady } from '../availability.ts';
import { revisionOf, type SetView } from './plan.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/#StatefulSetStatus */
export function buildSetStatus({ set, pods, currentRevision, updateRevision, isAvailable }: SetView): Required<Status> {
  const replicas = pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
  const staying = replicas.filter(({ metadata }) => !metadata.deletionTimestamp);
  const ready = replicas.filter(isReady).length;
  const wanted = set.spec.replicas ?? 1;
  const countAt = (revision: string) => staying.filter((pod) => revisionOf(pod) === revision).length;
  const updated = countAt(updateRevision);
  const isComplete =
    set.spec.updateStrategy?.type !== 'OnDelete' &&
    [updated, ready, replicas.length].every((count) => count === wanted);
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: replicas.length,
    readyReplicas: ready,
    availableReplicas: replicas.filter(isAvailable).length,
    currentReplicas: isComplete ? updated : countAt(currentRevision),
    updatedReplicas: updated,
    currentRevision: isComplete ? updateRevision : currentRevision,
    updateRevision,
  };
}

type Status = NonNullable<StatefulSet['status']>;
