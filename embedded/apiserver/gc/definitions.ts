import { isObject, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { type Cluster, formatTime, type Target } from '../requests/context.ts';
import { deleteObject } from '../requests/delete.ts';
import { CLEANUP_FINALIZER, describe, setCondition } from '../resources/conditions.ts';
import { putStatus } from '../resources/definitions.ts';
import type { Stored } from '../store/stored.ts';
import { removeFinalizer } from './owners.ts';

/** Deletes all objects of a definition under deletion; lets the definition go once none is left. */
export function finishDefinition(cluster: Cluster, target: Target, { object }: Stored): void {
  const underway = describe(
    'Terminating',
    'True',
    'InstanceDeletionInProgress',
    'CustomResource deletion is in progress',
  );
  tell(cluster, object, underway);
  const storage = object.metadata.name;
  const resource = cluster.registry.ofStorage(storage);
  const collection = cluster.store.collection(storage);
  for (const held of resource ? collection.list() : []) {
    const { name, namespace = '', deletionTimestamp } = held.object.metadata;
    if (!resource || deletionTimestamp) continue;
    deleteObject(cluster, { resource, namespace, name }, held, { dryRun: false, propagation: 'Background' });
  }
  if (collection.count() === 0) removeFinalizer(cluster, target, CLEANUP_FINALIZER);
}

function tell(cluster: Cluster, crd: KubeObject, condition: JsonObject): void {
  const status = isObject(crd.status) ? crd.status : {};
  const conditions = listObjects(status.conditions);
  const isTold = conditions.some(({ type, reason }) => type === condition.type && reason === condition.reason);
  if (isTold) return;
  const next = setCondition(conditions, condition, formatTime(cluster.clock.date()));
  putStatus(cluster, crd, { ...crd, status: { ...status, conditions: next } });
}
