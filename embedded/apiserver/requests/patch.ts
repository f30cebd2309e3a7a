import { invalidField, requiredField } from '../errors/field.ts';
import { ApiError, badRequest, conflict, invalid, MODIFIED, notFound, unsupportedMediaType } from '../errors/status.ts';
import { isObject } from '../json.ts';
import { applyConfiguration } from '../patch/apply.ts';
import { fieldsOf } from '../patch/fields.ts';
import { makeFieldSet } from '../patch/fieldset.ts';
import { formatGo } from '../patch/goformat.ts';
import { jsonPatch } from '../patch/jsonpatch.ts';
import { stripUnowned } from '../patch/managed.ts';
import { mergePatch } from '../patch/merge.ts';
import { strategicMergePatch } from '../patch/strategic.ts';
import { findMistyped } from '../patch/typed.ts';
import type { Stored } from '../store/stored.ts';
import type { KubeObject } from '../types.ts';
import { readObject } from './body.ts';
import { type Cluster, findStored, formatTime, type Target, type WriteOptions } from './context.ts';
import { createObject } from './create.ts';
import { DecodeError, refuseRepeated } from './strict.ts';
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
  const patched = patchValue(current, type, patch, target);
  const revision = isObject(patched) && isObject(patched.metadata) ? patched.metadata.resourceVersion : undefined;
  if (revision !== undefined && revision !== '' && revision !== current.metadata.resourceVersion) {
    throw conflict(resource, name, MODIFIED);
  }
  try {
    return { stored: updateObject(cluster, target, stored, pinRevision(patched, current), options), created: false };
  } catch (error) {
    throw error instanceof DecodeError ? rejectPatch(error, type, patch, patched) : error;
  }
}

/** What a patch makes cannot be read as an object of the kind. A real server names neither object nor kind here. */
function rejectPatch({ detail }: DecodeError, type: string, patch: unknown, patched: unknown): ApiError {
  const value = type === PATCH_TYPES.strategic ? formatGo(patch) : JSON.stringify(patched);
  return invalid({ group: '', plural: '', kind: '' }, '', [invalidField('patch', value, detail)]);
}

function patchValue(current: KubeObject, type: string, patch: unknown, { resource }: Target): unknown {
  if (type === PATCH_TYPES.json) return jsonPatch(current, patch);
  if (!isObject(patch)) {
    const prefix = type === PATCH_TYPES.merge ? 'error decoding patch: ' : '';
    throw badRequest(`${prefix}json: cannot unmarshal array into Go value of type map[string]interface {}`);
  }
  if (type === PATCH_TYPES.merge) return mergePatch(current, patch);
  const { patchShape } = resource.rules;
  if (type === PATCH_TYPES.strategic && patchShape) return strategicMergePatch(current, patch, patchShape);
  const { json, merge, strategic, apply } = PATCH_TYPES;
  throw unsupportedMediaType(patchShape ? [json, merge, strategic, apply] : [json, merge, apply]);
}

/** A patch is made of the newest state, so it cannot conflict with it. */
function pinRevision(patched: unknown, current: KubeObject): unknown {
  if (!isObject(patched) || !isObject(patched.metadata)) return patched;
  return { ...patched, metadata: { ...patched.metadata, resourceVersion: current.metadata.resourceVersion } };
}

function applyObject(
  cluster: Cluster,
  target: Target,
  stored: Stored | undefined,
  body: unknown,
  options: WriteOptions,
): { stored: Stored; created: boolean } {
  const { resource, namespace, name } = target;
  const { rules, apiVersion } = resource;
  const { fieldManager, subresource } = options;
  if (fieldManager === '') {
    const subject = { group: 'meta.k8s.io', plural: '', kind: 'PatchOptions' };
    throw invalid(subject, '', [requiredField('fieldManager', 'is required for apply patch')]);
  }
  refuseRepeated(options);
  checkConfiguration(body, target);
  const configuration = readObject(body, resource, { ...options, fieldValidation: 'Ignore' });
  if (configuration.metadata.managedFields) throw badRequest('metadata.managedFields must be nil');
  if (configuration.metadata.name === '') configuration.metadata.name = name;
  if (configuration.metadata.name !== name) {
    throw badRequest(
      `the name of the object (${configuration.metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  if (!stored) {
    if (subresource) throw notFound(resource, name);
    const { uid, resourceVersion } = configuration.metadata;
    if (uid || resourceVersion) throw new ApiError(409, 'Conflict', conflict(resource, name, MODIFIED).message);
    const owned = stripUnowned(configuration);
    const applied = Object.keys(owned).length > 0 ? fieldsOf(owned, rules.shape) : makeFieldSet();
    return { stored: createObject(cluster, resource, namespace, configuration, options, applied), created: true };
  }
  const time = formatTime(cluster.clock.date());
  const manager = {
    name: fieldManager,
    operation: 'Apply',
    apiVersion,
    time,
    ...(subresource && { subresource }),
  } as const;
  const live = { ...resource.encode(stored.object), apiVersion };
  const scoped = subresource ? pickSubresource(configuration) : configuration;
  const { object, applied } = applyConfiguration(live, scoped, rules.shape, manager, options.force);
  return { stored: updateObject(cluster, target, stored, object, options, applied), created: false };
}

/** @throws ApiError for a configuration that the schema cannot read: 500, as a real server has it */
function checkConfiguration(body: unknown, { resource }: Target): void {
  if (!isObject(body) || body.kind !== resource.kind || body.apiVersion !== resource.apiVersion) return;
  const errors = findMistyped(body, resource.rules.schema);
  if (errors.length === 0) return;
  const { apiVersion, kind } = resource;
  const { namespace = '', name = '' } = isObject(body.metadata) ? body.metadata : {};
  const text = errors.length === 1 ? errors[0] : `errors:${errors.map((error) => `\n  ${error}`).join('')}`;
  const subject = `(${namespace}/${name}; ${apiVersion}, Kind=${kind})`;
  throw new ApiError(500, '', `failed to create typed patch object ${subject}: ${text}`);
}

/** An apply to /status speaks of the status only. */
function pickSubresource({ apiVersion, kind, metadata, status }: KubeObject): KubeObject {
  const { name, namespace, resourceVersion, uid } = metadata;
  const identity = {
    name,
    ...(namespace && { namespace }),
    ...(resourceVersion && { resourceVersion }),
    ...(uid && { uid }),
  };
  return { apiVersion, kind, metadata: identity, ...(status !== undefined && { status }) };
}
