import { invalidField } from '../../../apimachinery/errors/field.ts';
import { conflict, invalid, MODIFIED } from '../../../apimachinery/errors/status.ts';
import { getPath, isObject } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { makeBuiltinResource } from '../builtin/resources.ts';
import type { Resource } from '../resources/types.ts';
import { Stored } from '../store/stored.ts';
import { formatSelector } from '../tables/text.ts';
import { applyFields, requireManager } from './apply.ts';
import { readObject } from './body.ts';
import { type Cluster, requireStored, type Target, type WriteOptions } from './context.ts';
import { PATCH_TYPES, patchValue } from './patch.ts';
import { updateObject } from './update.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/scale-v1/ */
export const SCALE = makeBuiltinResource({ group: 'autoscaling', version: 'v1', kind: 'Scale', plural: 'scales' });

/** The scale of a stored object. */
export function showScale({ object, revision }: Stored, { scale }: Resource): Stored {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = scale?.selector && getPath(object, ...scale.selector);
  const status = {
    replicas: readCount(object, scale?.statusReplicas),
    ...(selector !== undefined && { selector: typeof selector === 'string' ? selector : formatSelector(selector) }),
  };
  const replicas = readCount(object, scale?.replicas);
  const metadata = { name, namespace, uid, resourceVersion, creationTimestamp } as KubeObject['metadata'];
  const spec = replicas === 0 ? {} : { replicas };
  return new Stored({ apiVersion: SCALE.apiVersion, kind: SCALE.kind, metadata, spec, status }, revision);
}

function readCount(object: KubeObject, path: readonly string[] = []): number {
  const found = getPath(object, ...path);
  return typeof found === 'number' ? found : 0;
}

/**
 * Sets the number of replicas by a Scale, or a patch of one.
 * @param type media type of the body
 * @throws ApiError 404, 409 where the Scale is of an older state, 422 below zero
 */
export function writeScale(
  cluster: Cluster,
  target: Target,
  type: string,
  body: unknown,
  options: WriteOptions,
): Stored {
  const stored = requireStored(cluster, target);
  const { resource, name } = target;
  const path = resource.scale?.replicas ?? [];
  const isApply = type === PATCH_TYPES.apply;
  const current = showScale(stored, resource).object;
  const given = options.patch ? (isApply ? body : patchValue(current, type, body, SCALE)) : body;
  const { metadata, spec } = readObject(given, SCALE, options);
  const { resourceVersion } = metadata;
  if (resourceVersion && resourceVersion !== current.metadata.resourceVersion) throw conflict(resource, name, MODIFIED);
  const replicas = readCount({ ...current, spec }, ['spec', 'replicas']);
  if (replicas < 0) throw refuseNegative(target, path, replicas);
  const show = (object: KubeObject) => showScale(new Stored(object, stored.revision), resource).object;
  const written = { ...options, subresource: 'scale', shownAs: { kind: SCALE, show } };
  const live = { ...resource.encode(stored.object), apiVersion: resource.apiVersion };
  if (isApply) requireManager(options);
  if (!isApply) return updateObject(cluster, target, stored, withValue(live, path, replicas) as KubeObject, written);
  const { object, applied } = applyFields(cluster, resource, live, withValue({}, path, replicas), written);
  return updateObject(cluster, target, stored, object, written, applied);
}

function refuseNegative({ resource, name }: Target, path: readonly string[], replicas: number): Error {
  if (!resource.custom) {
    const detail = 'must be greater than or equal to 0';
    return invalid(SCALE, name, [invalidField('spec.replicas', replicas, detail)]);
  }
  return invalid(resource, name, [invalidField(`.${path.join('.')}`, replicas, 'should be a non-negative integer')]);
}

function withValue(object: JsonObject, [field = '', ...rest]: readonly string[], value: unknown): JsonObject {
  const child = object[field];
  return { ...object, [field]: rest.length === 0 ? value : withValue(isObject(child) ? child : {}, rest, value) };
}
