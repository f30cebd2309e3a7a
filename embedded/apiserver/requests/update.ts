import { invalidField } from '../../../apimachinery/errors/field.ts';
import { ApiError, badRequest, conflict, invalid, MODIFIED } from '../../../apimachinery/errors/status.ts';
import { cloneJson, isEqual } from '../../../apimachinery/json.ts';
import { IMMUTABLE } from '../../../apimachinery/metadata/validate.ts';
import type { KubeObject, ObjectMeta } from '../../../apimachinery/types.ts';
import type { Application } from '../patch/managed.ts';
import type { Resource } from '../resources/types.ts';
import { Stored } from '../store/stored.ts';
import { placeObject, readObject } from './body.ts';
import { admitWrite, type Cluster, guardWrite, type Target, type WriteOptions } from './context.ts';
import { changesGeneration, recordManager, validateObject } from './prepare.ts';

/** Characters of JSON. */
const MAX_OBJECT = 3 * 1024 * 1024;
const MEASURED = 512 * 1024;

/**
 * Replaces an object by a candidate in the resource's version. Fields that the path may not write keep their values; no
 * change, no event; an object under deletion whose last finalizer went is taken away.
 * @param stored the state that the candidate replaces
 */
export function updateObject(
  cluster: Cluster,
  target: Target,
  stored: Stored,
  body: unknown,
  options: WriteOptions,
  applied?: Application,
): Stored {
  const { resource, name } = target;
  const given = readObject(body, resource, options);
  if (given.metadata.name === '') {
    throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  }
  placeObject(given, resource, target.namespace);
  if (given.metadata.name !== name) {
    throw badRequest(`the name of the object (${given.metadata.name}) does not match the name on the URL (${name})`);
  }
  if (!options.patch) checkIdentity(given, stored.object, target);
  checkRevision(given, stored.object, target);
  const candidate = resource.decode(given);
  // An apply is owned as it was merged, anything else as it was read.
  if (!applied) resource.rules.setDefaults(candidate);
  const next = options.subresource ? mergeSubresource(stored.object, candidate, options) : cloneJson(candidate);
  keepSystemFields(next, stored.object, target, options);
  if (!options.subresource) resource.rules.keepAllocated?.(next, stored.object);
  resource.rules.setDefaults(next);
  guardWrite(cluster, options.user, { resource, object: next, old: stored.object });
  validateObject(next, stored.object, resource, options);
  admitWrite(cluster, options, { ...target, object: next, old: stored.object });
  resource.rules.settle?.(next);
  if (changesGeneration(next, stored.object, resource)) {
    next.metadata.generation = (stored.object.metadata.generation ?? 0) + 1;
  }
  if (!applied && !changesAnything(next, stored.object)) return stored;
  const change = { old: stored.object, given: candidate, ...(applied && { applied }) };
  recordManager(cluster, next, change, resource, options);
  next.metadata.resourceVersion = stored.object.metadata.resourceVersion ?? '';
  if (isEqual(next, stored.object)) return stored;
  if (options.dryRun) return new Stored(next, stored.revision);
  checkSize(next, stored, resource);
  if (isGone(next)) {
    // Watches see it as it was before; the client, as it made it.
    cluster.store.remove(resource.storage, stored);
    return new Stored(next, stored.revision);
  }
  return cluster.store.put(resource.storage, next);
}

/** No single body is too large; many small changes could be. Small objects are not measured. @throws ApiError 413 */
function checkSize(next: KubeObject, stored: Stored, resource: Resource): void {
  const before = stored.toFields(resource).length;
  if (before < MEASURED || JSON.stringify(next).length <= Math.max(before, MAX_OBJECT)) return;
  throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_OBJECT}`);
}

const KEPT = ['uid', 'creationTimestamp', 'generation', 'deletionTimestamp', 'deletionGracePeriodSeconds'];

/** True for an object that is being deleted and that nothing holds any more. */
export function isGone(object: KubeObject): boolean {
  const { deletionTimestamp, finalizers = [], deletionGracePeriodSeconds = 0 } = object.metadata;
  if (!deletionTimestamp || finalizers.length > 0 || deletionGracePeriodSeconds > 0) return false;
  const spec = object.spec as { finalizers?: unknown[] } | undefined;
  return object.kind !== 'Namespace' || object.apiVersion !== 'v1' || (spec?.finalizers ?? []).length === 0;
}

/** Where a real server would keep an object. */
function describeKey({ custom, group, plural }: Resource, { namespace, name }: ObjectMeta): string {
  return ['/registry', ...(custom ? [group] : []), plural, ...(namespace ? [namespace] : []), name].join('/');
}

function checkIdentity({ metadata: { uid } }: KubeObject, old: KubeObject, { resource, name }: Target): void {
  if (uid && uid !== old.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    const key = `Key: ${describeKey(resource, old.metadata)}, ResourceVersion: 0`;
    throw conflict(resource, name, `StorageError: invalid object, Code: 4, ${key}, AdditionalErrorMsg: ${why}`);
  }
}

/** Built-in kinds that no update may overwrite unseen. */
const CAREFUL = [
  ...['CustomResourceDefinition', 'Lease', 'PodDisruptionBudget'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
];

function checkRevision(given: KubeObject, old: KubeObject, { resource, name }: Target): void {
  const { resourceVersion } = given.metadata;
  const isTyped = !resource.custom && !CAREFUL.includes(resource.kind);
  if ((!resourceVersion || resourceVersion === '0') && !isTyped) {
    const subject = { ...resource, kind: resource.plural };
    throw invalid(subject, name, [invalidField('metadata.resourceVersion', 0, 'must be specified for an update')]);
  }
  if (resourceVersion && resourceVersion !== '0' && resourceVersion !== old.metadata.resourceVersion) {
    if (!/^\d+$/.test(resourceVersion)) {
      throw new ApiError(500, '', `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`);
    }
    throw conflict(resource, name, MODIFIED);
  }
}

/** The object with only that of the candidate which the subresource may write. */
function mergeSubresource(old: KubeObject, candidate: KubeObject, { subresource }: WriteOptions): KubeObject {
  const next: KubeObject = cloneJson(old);
  if (subresource === 'finalize' || subresource === 'scale') return { ...next, spec: candidate.spec };
  if (candidate.status === undefined) delete next.status;
  else next.status = candidate.status;
  return next;
}

function keepSystemFields(next: KubeObject, old: KubeObject, { resource }: Target, options: WriteOptions): void {
  if (!options.subresource && resource.hasStatus) {
    if (old.status === undefined) delete next.status;
    else next.status = cloneJson(old.status);
  }
  if (resource.storage === 'namespaces' && options.subresource !== 'finalize') next.spec = cloneJson(old.spec);
  const { metadata } = next;
  for (const field of KEPT) {
    // What is given otherwise is refused by name.
    if (IMMUTABLE.includes(field) && metadata[field] && !isSame(metadata[field], old.metadata[field])) continue;
    if (old.metadata[field] === undefined) delete metadata[field];
    else metadata[field] = old.metadata[field];
  }
  if (old.metadata.generateName && !metadata.generateName) metadata.generateName = old.metadata.generateName;
}

/** Times are compared as such: some clients write them in another way than they read them. */
function isSame(given: unknown, old: unknown): boolean {
  const [a, b] = [given, old].map((value) => Math.floor(Date.parse(String(value)) / 1000));
  return given === old || (a !== undefined && a === b);
}

function changesAnything(next: KubeObject, old: KubeObject): boolean {
  const { managedFields = old.metadata.managedFields } = next.metadata;
  return !isEqual(managedFields, old.metadata.managedFields) || !isEqual(withoutManagers(next), withoutManagers(old));
}

function withoutManagers({ metadata, ...rest }: KubeObject): object {
  const { managedFields: _managers, resourceVersion: _revision, ...kept } = metadata;
  return { ...rest, metadata: kept };
}
