import type { NodeContext } from '../kube/context.ts';
import type { Pod, ReplicaSet } from '../kube/objects.ts';
import { followOwned, isControlledBy, keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import { writeStatus } from '../kube/write-status.ts';
import { isReady, lookAtAvailability } from './availability.ts';
import { claimCached, PODS } from './claim.ts';
import { makePodMaker } from './pods.ts';

/** Keeps as many pods as each ReplicaSet asks for. */
export function startReplicaSetController(context: NodeContext): Queue {
  const { replicaSets, pods } = context.caches;
  const maker = makePodMaker(context, { apiVersion: 'apps/v1', kind: 'ReplicaSet' }, 'replicaset-controller');
  const queue = createQueue(reconcile, (key, error) => context.log(`ReplicaSet ${key}: ${String(error)}`));

  async function reconcile(key: string): Promise<void> {
    const [namespace, name] = splitKey(key);
    const replicaSet = replicaSets.get(namespace, name);
    if (!replicaSet || replicaSet.metadata.deletionTimestamp) return;
    await claimCached(context, PODS, pods, 'ReplicaSet', replicaSet, isActive);
    const owned = listPods(context, replicaSet);
    const active = owned.filter(isActive);
    const missing = (replicaSet.spec.replicas ?? 1) - active.length;
    for (const pod of active.sort(byExpendability).slice(0, Math.max(0, -missing))) await maker.delete(replicaSet, pod);
    const making = Array.from({ length: Math.max(0, missing) }, () => maker.create(replicaSet));
    // What could not be made is tried again, after the status tells of the rest.
    const [failed] = (await Promise.allSettled(making)).filter(({ status }) => status === 'rejected');
    const { status, nextIn } = countPods(context, replicaSet);
    await writeStatus(context, replicaSets, ['/apis/apps/v1', 'replicasets'], replicaSet, status);
    if (nextIn !== undefined) queue.addLater(key, nextIn);
    if (failed?.status === 'rejected') throw failed.reason;
  }

  replicaSets.onChange(({ now }) => now && queue.add(keyOf(now)));
  followOwned(pods, 'ReplicaSet', queue);
  return queue;
}

function listPods({ caches }: NodeContext, replicaSet: ReplicaSet): Pod[] {
  return caches.pods.list(replicaSet.metadata.namespace).filter((pod) => isControlledBy(pod, replicaSet));
}

function isActive({ metadata, status }: Pod): boolean {
  return !metadata.deletionTimestamp && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** Pods that serve nobody first, then the youngest. */
function byExpendability(a: Pod, b: Pod): number {
  const readiness = Number(isReady(a)) - Number(isReady(b));
  if (readiness !== 0) return readiness;
  return Number(b.metadata.resourceVersion ?? 0) - Number(a.metadata.resourceVersion ?? 0);
}

function countPods(context: NodeContext, replicaSet: ReplicaSet): { status: object; nextIn: number | undefined } {
  const active = listPods(context, replicaSet).filter(isActive);
  const { isAvailable, nextIn } = lookAtAvailability(active, replicaSet.spec.minReadySeconds, context.now());
  const status = {
    observedGeneration: replicaSet.metadata.generation,
    replicas: active.length,
    fullyLabeledReplicas: active.length,
    readyReplicas: active.filter(isReady).length,
    availableReplicas: active.filter(isAvailable).length,
  };
  return { status, nextIn };
}
