import type { User } from '../../../apimachinery/access/user.ts';
import { conflict } from '../../../apimachinery/errors/status.ts';
import { isObject, listObjects } from '../../../apimachinery/json.ts';
import { FOREGROUND, ORPHAN } from '../../../apimachinery/metadata/finalizers.ts';
import type { KubeObject, ObjectMeta } from '../../../apimachinery/types.ts';
import { CLEANUP_FINALIZER, DEFINITIONS, describe, setCondition } from '../resources/conditions.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import { type Cluster, formatTime, type Target } from './context.ts';
import type { DeleteOptions, Propagation } from './deleteoptions.ts';
import { isGone } from './update.ts';

/** Who deletes, for who judges the request; missing for what the server itself deletes. */
export interface Deleter {
  user: User;
  /** Texts of Warning headers. */
  warnings: string[];
  /** Where the request names no object. */
  isCollection?: true;
}

export interface DeleteResult {
  stored: Stored;
  /** False while finalizers or dependents hold the object, or its grace period runs. */
  removed: boolean;
}

/** Deletes an object, or marks it as being deleted where finalizers or dependents come first. */
export function deleteObject(
  cluster: Cluster,
  target: Target,
  stored: Stored,
  options: DeleteOptions,
  deleter?: Deleter,
): DeleteResult {
  checkPreconditions(target, stored.object, options);
  if (deleter) admitDelete(cluster, target, stored.object, options, deleter);
  const marked = markDeleted(cluster, target.resource, stored.object, options);
  if (options.dryRun) return { stored, removed: isGone(marked) };
  const { storage } = target.resource;
  if (isGone(marked)) return { stored: cluster.store.remove(storage, stored, stored.object), removed: true };
  if (marked === stored.object) return { stored, removed: false };
  return { stored: cluster.store.put(storage, marked), removed: false };
}

/** @throws ApiError */
function admitDelete(
  cluster: Cluster,
  { name, ...place }: Target,
  old: KubeObject,
  { dryRun, given }: DeleteOptions,
  { user, warnings, isCollection }: Deleter,
): void {
  const options = { kind: 'DeleteOptions', apiVersion: 'meta.k8s.io/v1', ...given };
  const what = { ...place, name: isCollection ? '' : name, subresource: '', object: undefined, old };
  cluster.policies.admit({ operation: 'DELETE', ...what, user, dryRun, options, warnings });
}

/** @throws ApiError 409 */
export function checkPreconditions({ resource, name }: Target, { metadata }: KubeObject, options: DeleteOptions): void {
  const refuse = (what: string, wanted: string, found: string | undefined, why: string) => {
    const message = `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). The object might have been ${why}`;
    // A real server names the kind in place of the resource here.
    throw conflict({ ...resource, plural: resource.kind }, name, message);
  };
  const { uid, resourceVersion } = options;
  if (uid !== undefined && uid !== metadata.uid) refuse('UID', uid, metadata.uid, 'deleted and then recreated');
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    refuse('ResourceVersion', resourceVersion, metadata.resourceVersion, 'modified');
  }
}

function markDeleted(cluster: Cluster, resource: Resource, object: KubeObject, options: DeleteOptions): KubeObject {
  const known = object.metadata.finalizers ?? [];
  const finalizers = chooseFinalizers(known, options.propagation);
  const seconds = chooseGracePeriod(resource, object, options);
  const { deletionTimestamp } = object.metadata;
  if (deletionTimestamp) {
    const { deletionGracePeriodSeconds = 0 } = object.metadata;
    // Who deletes again may only shorten it.
    const isShorter = seconds < deletionGracePeriodSeconds;
    if (finalizers.length === known.length && !isShorter) return object;
    const shorter = isShorter ? describeDeletion(cluster, seconds) : {};
    return { ...object, metadata: { ...object.metadata, ...(finalizers.length > 0 && { finalizers }), ...shorter } };
  }
  const { finalizers: _finalizers, ...metadata } = object.metadata;
  const marked: KubeObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(finalizers.length > 0 && { finalizers }),
      ...(metadata.generation && { generation: metadata.generation + 1 }),
      ...describeDeletion(cluster, seconds),
    },
  };
  if (resource.storage === DEFINITIONS) return markDefinition(marked, object, formatTime(cluster.clock.date()));
  if (resource.storage !== 'namespaces') return marked;
  const { deletionGracePeriodSeconds: _grace, ...kept } = marked.metadata;
  const status = isObject(object.status) ? object.status : {};
  return { ...marked, metadata: kept as KubeObject['metadata'], status: { ...status, phase: 'Terminating' } };
}

/** Held until its objects are gone. */
function markDefinition(marked: KubeObject, { metadata }: KubeObject, now: string): KubeObject {
  const { deletionGracePeriodSeconds: _grace, finalizers = [], ...kept } = marked.metadata;
  const status = isObject(marked.status) ? marked.status : {};
  const detail = 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon';
  const condition = describe('Terminating', 'True', 'InstanceDeletionPending', detail);
  const held = finalizers.includes(CLEANUP_FINALIZER) ? finalizers : [...finalizers, CLEANUP_FINALIZER];
  return {
    ...marked,
    metadata: {
      ...kept,
      finalizers: held,
      ...(metadata.generation && { generation: metadata.generation }),
    } as ObjectMeta,
    status: { ...status, conditions: setCondition(listObjects(status.conditions), condition, now) },
  };
}

function chooseGracePeriod({ rules }: Resource, object: KubeObject, { gracePeriod }: DeleteOptions): number {
  const usual = rules.readGracePeriod?.(object) ?? 0;
  if (usual === 0 || gracePeriod === undefined) return usual;
  return gracePeriod < 0 ? 1 : gracePeriod;
}

function describeDeletion({ clock }: Cluster, seconds: number) {
  const at = new Date(clock.date().getTime() + seconds * 1000);
  return { deletionTimestamp: formatTime(at), deletionGracePeriodSeconds: seconds };
}

function chooseFinalizers(known: readonly string[], propagation: Propagation): string[] {
  const others = known.filter((name) => name !== FOREGROUND && name !== ORPHAN);
  if (propagation === 'Foreground') return [...others, FOREGROUND];
  if (propagation === 'Orphan') return [...others, ORPHAN];
  return [...known];
}
