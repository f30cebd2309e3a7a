import { stampConditions } from '../kube/conditions.ts';
import type { Condition, Deployment, ReplicaSet } from '../kube/objects.ts';
import { sum } from './rollout.ts';

/** https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status */
export function buildDeploymentStatus(
  deployment: Deployment,
  currentName: string,
  owned: readonly ReplicaSet[],
  now: string,
): NonNullable<Deployment['status']> {
  const wanted = deployment.spec.replicas ?? 1;
  const current = owned.find(({ metadata }) => metadata.name === currentName);
  const total = sum(owned.map(({ status }) => status?.replicas ?? 0));
  const available = sum(owned.map(({ status }) => status?.availableReplicas ?? 0));
  const updated = current?.status?.replicas ?? 0;
  const complete = updated === wanted && total === wanted && available === wanted;
  const enough = available >= Math.min(wanted, Math.max(1, Math.ceil(wanted * 0.75)));
  const conditions: Condition[] = [
    enough
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: `${available} of ${wanted} replicas are available`,
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: `Only ${available} of ${wanted} replicas are available`,
        },
    {
      type: 'Progressing',
      status: 'True',
      reason: complete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
      message: `ReplicaSet "${currentName}" has ${updated} of ${wanted} replicas`,
    },
  ];
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: total,
    updatedReplicas: updated,
    readyReplicas: sum(owned.map(({ status }) => status?.readyReplicas ?? 0)),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wanted - available),
    conditions: stampConditions(conditions, deployment.status?.conditions, now),
  };
}
