import { DecodeError } from '../../../apimachinery/errors/decode.ts';
import { invalidField } from '../../../apimachinery/errors/field.ts';
import {
  type ApiError,
  badRequest,
  invalid,
  notFound,
  unsupportedMediaType,
} from '../../../apimachinery/errors/status.ts';
import { isObject } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { formatGo } from '../patch/goformat.ts';
import { jsonPatch } from '../patch/jsonpatch.ts';
import { mergePatch } from '../patch/merge.ts';
import { strategicMergePatch } from '../patch/strategic.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import { applyObject } from './apply.ts';
import { type Cluster, findStored, type Target, type WriteOptions } from './context.ts';
import { updateObject } from './update.ts';

export const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Patches an object; server-side apply creates it where it is missing. */
export function patchObject(
  cluster: Cluster,
  target: Target,
  type: string,
  patch: unknown,
  options: WriteOptions,
): { stored: Stored; created: boolean } {
  const { resource, name } = target;
  const stored = findStored(cluster, target);
  if (type === PATCH_TYPES.apply) return applyObject(cluster, target, stored, patch, options);
  if (!stored) throw notFound(resource, name);
  const { apiVersion } = resource;
  const current = { ...resource.encode(stored.object), apiVersion };
  const patched = patchValue(current, type, patch, resource);
  try {
    return { stored: updateObject(cluster, target, stored, patched, options), created: false };
  } catch (error) {
    throw error instanceof DecodeError ? rejectPatch(error, type, patch, patched) : error;
  }
}

/** What a patch makes cannot be read as an object of the kind. A real server names neither object nor kind here. */
function rejectPatch({ detail, converted }: DecodeError, type: string, patch: unknown, patched: unknown): ApiError {
  const isStrategic = type === PATCH_TYPES.strategic;
  const value = isStrategic ? formatGo(patch) : JSON.stringify(patched);
  return invalid({ group: '', plural: '', kind: '' }, '', [
    invalidField('patch', value, isStrategic ? converted : detail),
  ]);
}

/** What a patch of a media type makes of an object. @throws ApiError 400 or 422 for one that does not fit, 415 */
export function patchValue(current: KubeObject, type: string, patch: unknown, resource: Resource): unknown {
  if (type === PATCH_TYPES.json) return jsonPatch(current, patch);
  if (!isObject(patch)) {
    const prefix = type === PATCH_TYPES.merge ? 'error decoding patch: ' : '';
    throw badRequest(`${prefix}json: cannot unmarshal array into Go value of type map[string]interface {}`);
  }
  if (type === PATCH_TYPES.merge) return mergePatch(current, patch);
  const { patchShape } = resource.rules;
  if (type === PATCH_TYPES.strategic && patchShape) return strategicMergePatch(current, patch, patchShape);
  const { json, merge, apply } = PATCH_TYPES;
  throw unsupportedMediaType([json, merge, apply]);
}
