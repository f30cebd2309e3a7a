import type { Cluster, Target } from '../requests/context.ts';
import { deleteObject } from '../requests/delete.ts';
import { CLEANUP_FINALIZER } from '../resources/definitions.ts';
import type { Stored } from '../store/stored.ts';
import { removeFinalizer } from './owners.ts';

/** Deletes all objects of a definition under deletion; lets the definition go once none is left. */
export function finishDefinition(cluster: Cluster, target: Target, stored: Stored): void {
  const storage = stored.object.metadata.name;
  const resource = cluster.registry.ofStorage(storage);
  const collection = cluster.store.collection(storage);
  for (const held of resource ? collection.list() : []) {
    const { name, namespace = '', deletionTimestamp } = held.object.metadata;
    if (!resource || deletionTimestamp) continue;
    deleteObject(cluster, { resource, namespace, name }, held, { dryRun: false, propagation: 'Background' });
  }
  if (collection.count() === 0) removeFinalizer(cluster, target, CLEANUP_FINALIZER);
}
