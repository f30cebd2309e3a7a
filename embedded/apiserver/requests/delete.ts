import { badRequest, conflict } from '../errors/status.ts';
import { isObject } from '../json.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import type { KubeObject } from '../types.ts';
import { type Cluster, formatTime, type Target } from './context.ts';
import { isGone } from './update.ts';

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export interface DeleteOptions {
  dryRun: boolean;
  propagation: Propagation;
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
  const orphan = String(fields.orphanDependents ?? query.get('orphanDependents')) === 'true';
  const preconditions = isObject(fields.preconditions) ? fields.preconditions : {};
  const dryRun = [fields.dryRun, query.getAll('dryRun')].flat().includes('All');
  const { uid, resourceVersion } = preconditions;
  return {
    dryRun,
    propagation: (policy as Propagation | undefined) ?? (orphan ? 'Orphan' : 'Background'),
    ...(typeof uid === 'string' && { uid }),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
}

export interface DeleteResult {
  stored: Stored;
  /** False while finalizers or dependents hold the object. */
  removed: boolean;
}

/** Deletes an object, or marks it as being deleted where finalizers or dependents come first. */
export function deleteObject(cluster: Cluster, target: Target, stored: Stored, options: DeleteOptions): DeleteResult {
  checkPreconditions(target, stored.object, options);
  const marked = markDeleted(cluster, target.resource, stored.object, options.propagation);
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

function markDeleted(cluster: Cluster, resource: Resource, object: KubeObject, propagation: Propagation): KubeObject {
  const finalizers = chooseFinalizers(object.metadata.finalizers ?? [], propagation);
  const known = object.metadata.finalizers ?? [];
  if (object.metadata.deletionTimestamp) {
    if (finalizers.length === known.length) return object;
    return { ...object, metadata: { ...object.metadata, finalizers } };
  }
  const { finalizers: _finalizers, ...metadata } = object.metadata;
  const marked: KubeObject = {
    ...object,
    metadata: {
      ...metadata,
      ...(finalizers.length > 0 && { finalizers }),
      ...(metadata.generation && { generation: metadata.generation + 1 }),
      deletionTimestamp: formatTime(cluster.clock.date()),
      deletionGracePeriodSeconds: 0,
    },
  };
  if (resource.storage !== 'namespaces') return marked;
  const { deletionGracePeriodSeconds: _grace, ...kept } = marked.metadata;
  const status = isObject(object.status) ? object.status : {};
  return { ...marked, metadata: kept as KubeObject['metadata'], status: { ...status, phase: 'Terminating' } };
}

function chooseFinalizers(known: readonly string[], propagation: Propagation): string[] {
  const others = known.filter((name) => name !== FOREGROUND && name !== ORPHAN);
  if (propagation === 'Foreground') return [...others, FOREGROUND];
  if (propagation === 'Orphan') return [...others, ORPHAN];
  return [...known];
}
