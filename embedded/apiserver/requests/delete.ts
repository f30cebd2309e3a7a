import { badRequest, conflict } from '../errors/status.ts';
import { isObject, listObjects } from '../json.ts';
import { CLEANUP_FINALIZER, DEFINITIONS, describe, setCondition } from '../resources/conditions.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import type { KubeObject, ObjectMeta } from '../types.ts';
import { type Cluster, formatTime, type Target } from './context.ts';
import { isGone } from './update.ts';

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions {
  dryRun: boolean;
  propagation: Propagation;
  /** In seconds; missing: what the kind says. Only a kind that has one heeds it. */
  gracePeriod?: number;
  uid?: string;
  resourceVersion?: string;
}

export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';
const POLICIES: readonly unknown[] = ['Background', 'Foreground', 'Orphan'];

/** Of the query and of the body, which wins. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/ */
export function readDeleteOptions(body: unknown, query: URLSearchParams): DeleteOptions {
  const fields = isObject(body) ? body : {};
  const policy = fields.propagationPolicy ?? query.get('propagationPolicy') ?? undefined;
  if (policy !== undefined && !POLICIES.includes(policy)) {
    throw badRequest(`invalid propagationPolicy ${JSON.stringify(policy)}: expected Background, Foreground or Orphan`);
  }
  const orphan = fields.orphanDependents === true || query.get('orphanDependents') === 'true';
  const preconditions = isObject(fields.preconditions) ? fields.preconditions : {};
  const dryRun = [fields.dryRun, query.getAll('dryRun')].flat().includes('All');
  const { uid, resourceVersion } = preconditions;
  const gracePeriod = readGracePeriod(fields.gracePeriodSeconds ?? query.get('gracePeriodSeconds') ?? undefined);
  return {
    dryRun,
    propagation: (policy as Propagation | undefined) ?? (orphan ? 'Orphan' : 'Background'),
    ...(gracePeriod !== undefined && { gracePeriod }),
    ...(typeof uid === 'string' && { uid }),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
}

function readGracePeriod(value: unknown): number | undefined {
  if (value === undefined || value === '') return undefined;
  const seconds = Number(value);
  if (Number.isInteger(seconds)) return seconds;
  throw badRequest(`invalid gracePeriodSeconds ${JSON.stringify(value)}: expected a whole number`);
}

export interface DeleteResult {
  stored: Stored;
  /** False while finalizers or dependents hold the object, or its grace period runs. */
  removed: boolean;
}

/** Deletes an object, or marks it as being deleted where finalizers or dependents come first. */
export function deleteObject(cluster: Cluster, target: Target, stored: Stored, options: DeleteOptions): DeleteResult {
  checkPreconditions(target, stored.object, options);
  const marked = markDeleted(cluster, target.resource, stored.object, options);
  if (options.dryRun) return { stored, removed: isGone(marked) };
  const { storage } = target.resource;
  if (isGone(marked)) return { stored: cluster.store.remove(storage, stored, stored.object), removed: true };
  if (marked === stored.object) return { stored, removed: false };
  return { stored: cluster.store.put(storage, marked), removed: false };
}

function checkPreconditions({ resource, name }: Target, { metadata }: KubeObject, options: DeleteOptions): void {
  const refuse = (what: string, wanted: string, found: string | undefined) => {
    throw conflict(
      resource,
      name,
      `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`,
    );
  };
  if (options.uid !== undefined && options.uid !== metadata.uid) refuse('UID', options.uid, metadata.uid);
  if (options.resourceVersion !== undefined && options.resourceVersion !== metadata.resourceVersion) {
    refuse('ResourceVersion', options.resourceVersion, metadata.resourceVersion);
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
