import { hasCondition } from '../kube/conditions.ts';
import { type NodeContext, tolerate } from '../kube/context.ts';
import type { Pod, ReplicaSet } from '../kube/objects.ts';
import { controllerOf, isControlledBy, keyOf, splitKey } from '../kube/owners.ts';
import { createQueue, type Queue } from '../kube/queue.ts';
import { holdsStatus } from '../kube/status.ts';
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
    const owned = listPods(context, replicaSet);
    const active = owned.filter(isActive);
    const missing = (replicaSet.spec.replicas ?? 1) - active.length;
    for (const pod of active.sort(byExpendability).slice(0, Math.max(0, -missing))) await maker.delete(replicaSet, pod);
    const making = Array.from({ length: Math.max(0, missing) }, () => maker.create(replicaSet));
    // What could not be made is tried again, after the status tells of the rest.
    const [failed] = (await Promise.allSettled(making)).filter(({ status }) => status === 'rejected');
    await writeStatus(context, replicaSet);
    if (failed?.status === 'rejected') throw failed.reason;
  }

  replicaSets.onChange(({ now }) => now && queue.add(keyOf(now)));
  pods.onChange(({ before, now }) => {
    const pod = now ?? before;
    const owner = pod && controllerOf(pod);
    if (owner?.kind === 'ReplicaSet') queue.add(`${pod?.metadata.namespace}/${owner.name}`);
  });
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

export function isReady(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && hasCondition(pod.status?.conditions, 'Ready');
}

async function writeStatus(context: NodeContext, replicaSet: ReplicaSet): Promise<void> {
  const active = listPods(context, replicaSet).filter(isActive);
  const ready = active.filter(isReady).length;
  const status = {
    observedGeneration: replicaSet.metadata.generation,
    replicas: active.length,
    fullyLabeledReplicas: active.length,
    readyReplicas: ready,
    availableReplicas: ready,
  };
  if (holdsStatus(replicaSet.status, status)) return;
  const path = `/apis/apps/v1/namespaces/${replicaSet.metadata.namespace}/replicasets/${replicaSet.metadata.name}/status`;
  const updated = await tolerate(['NotFound'], context.client.call<ReplicaSet>('PATCH', path, { status }));
  if (updated) context.caches.replicaSets.put(updated);
}
