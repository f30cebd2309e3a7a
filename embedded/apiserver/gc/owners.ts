import { FOREGROUND, ORPHAN } from '../../../apimachinery/metadata/finalizers.ts';
import type { KubeObject, ObjectMeta } from '../../../apimachinery/types.ts';
import { type Cluster, findStored, type Target } from '../requests/context.ts';
import { deleteObject } from '../requests/delete.ts';
import type { Propagation } from '../requests/deleteoptions.ts';
import { recordManager } from '../requests/prepare.ts';
import { isGone } from '../requests/update.ts';
import type { Stored } from '../store/stored.ts';

/** Deletes an object none of whose owners exists; drops references to those that do not. */
export function collectOrphan(cluster: Cluster, target: Target, stored: Stored): void {
  const owners = stored.object.metadata.ownerReferences ?? [];
  const alive = owners.filter((owner) => cluster.owners.isAlive(owner.uid, target.namespace));
  if (alive.length === owners.length) return;
  if (alive.length > 0) putOwners(cluster, target, stored, alive);
  else if (!stored.object.metadata.deletionTimestamp) remove(cluster, target, stored, 'Background');
}

/** Foreground deletion: dependents first; the owner goes when none is left that blocks it. */
export function finishForeground(cluster: Cluster, target: Target, stored: Stored): void {
  const uid = stored.object.metadata.uid ?? '';
  let blocked = false;
  for (const dependent of cluster.owners.dependentsOf(uid)) {
    const found = findStored(cluster, dependent);
    if (!found) continue;
    const owners = found.object.metadata.ownerReferences ?? [];
    const others = owners.filter((owner) => owner.uid !== uid && isSolid(cluster, owner.uid, dependent.namespace));
    if (others.length > 0) {
      putOwners(
        cluster,
        dependent,
        found,
        owners.filter((owner) => owner.uid !== uid),
      );
      continue;
    }
    const hasOwn = cluster.owners.dependentsOf(found.object.metadata.uid ?? '').length > 0;
    if (!found.object.metadata.deletionTimestamp)
      remove(cluster, dependent, found, hasOwn ? 'Foreground' : 'Background');
    const blocks = owners.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true);
    if (blocks && findStored(cluster, dependent)) blocked = true;
  }
  if (!blocked) removeFinalizer(cluster, target, FOREGROUND);
}

/** Orphaning deletion: dependents forget the owner, then it goes. */
export function finishOrphaning(cluster: Cluster, target: Target, stored: Stored): void {
  const uid = stored.object.metadata.uid ?? '';
  for (const dependent of cluster.owners.dependentsOf(uid)) {
    const found = findStored(cluster, dependent);
    const owners = found?.object.metadata.ownerReferences ?? [];
    if (found)
      putOwners(
        cluster,
        dependent,
        found,
        owners.filter((owner) => owner.uid !== uid),
      );
  }
  removeFinalizer(cluster, target, ORPHAN);
}

function isSolid(cluster: Cluster, uid: string, namespace: string): boolean {
  return cluster.owners.isAlive(uid, namespace);
}

function remove(cluster: Cluster, target: Target, stored: Stored, propagation: Propagation): void {
  deleteObject(cluster, target, stored, { dryRun: false, propagation });
}

function putOwners(cluster: Cluster, target: Target, stored: Stored, owners: ObjectMeta['ownerReferences']): void {
  const { ownerReferences: _owners, ...metadata } = stored.object.metadata;
  const kept = owners && owners.length > 0 ? { ...metadata, ownerReferences: owners } : metadata;
  const next = { ...stored.object, metadata: kept as ObjectMeta };
  const change = { old: stored.object, given: next };
  recordManager(cluster, next, change, target.resource, { fieldManager: 'kube-controller-manager' });
  cluster.store.put(target.resource.storage, next);
}

/** Takes a finalizer from an object, and the object away where it was the last thing that held it. */
export function removeFinalizer(cluster: Cluster, target: Target, finalizer: string): void {
  const stored = findStored(cluster, target);
  if (!stored) return;
  const { finalizers = [], ...metadata } = stored.object.metadata;
  const rest = finalizers.filter((name) => name !== finalizer);
  const kept = rest.length > 0 ? { ...metadata, finalizers: rest } : metadata;
  putOrRemove(cluster, target, stored, { ...stored.object, metadata: kept as ObjectMeta });
}

export function putOrRemove(cluster: Cluster, { resource }: Target, stored: Stored, next: KubeObject): void {
  if (isGone(next)) cluster.store.remove(resource.storage, stored);
  else cluster.store.put(resource.storage, next);
}
