import { requiredField } from '../../../apimachinery/errors/field.ts';
import { ApiError, badRequest, conflict, invalid, MODIFIED, notFound } from '../../../apimachinery/errors/status.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { type ApplyResult, applyConfiguration } from '../patch/apply.ts';
import { fieldsOf } from '../patch/fields.ts';
import { makeFieldSet } from '../patch/fieldset.ts';
import { stripUnowned } from '../patch/managed.ts';
import { findMistyped } from '../patch/typed.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import { describeType, readConfiguration } from './body.ts';
import { type Cluster, formatTime, type Target, type WriteOptions } from './context.ts';
import { createObject } from './create.ts';
import { refuseRepeated } from './strict.ts';
import { updateObject } from './update.ts';

/**
 * Server-side apply of a configuration; creates the object where it is missing.
 * @param stored undefined where it is
 * @throws ApiError 409 naming the fields that others own
 */
export function applyObject(
  cluster: Cluster,
  target: Target,
  stored: Stored | undefined,
  body: unknown,
  options: WriteOptions,
): { stored: Stored; created: boolean } {
  const { resource, namespace, name } = target;
  const { subresource } = options;
  requireManager(options);
  refuseRepeated(options);
  const configuration = readConfiguration(body, resource);
  refuseMistyped(configuration, resource);
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
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    if (uid) throw conflict(resource, name, why);
    if (resourceVersion) throw new ApiError(409, 'Conflict', conflict(resource, name, MODIFIED).message);
    const owned = stripUnowned(configuration);
    const fields = Object.keys(owned).length > 0 ? fieldsOf(owned, resource.rules.shape) : makeFieldSet();
    const applied = { fields, changed: fields, isChange: true };
    const noted = { ...options, configuration };
    return { stored: createObject(cluster, resource, namespace, configuration, noted, applied), created: true };
  }
  const live = { ...resource.encode(stored.object), apiVersion: resource.apiVersion };
  const scoped = subresource ? pickSubresource(configuration) : omitReset(configuration, resource);
  const { object, applied } = applyFields(cluster, resource, live, scoped, options);
  return {
    stored: updateObject(cluster, target, stored, object, { ...options, configuration }, applied),
    created: false,
  };
}

export function requireManager({ fieldManager }: WriteOptions): void {
  if (fieldManager !== '') return;
  const subject = { group: 'meta.k8s.io', plural: '', kind: 'PatchOptions' };
  throw invalid(subject, '', [requiredField('fieldManager', 'is required for apply patch')]);
}

/** Lays fields over a live object in the name of the manager. @throws ApiError 409 */
export function applyFields(
  cluster: Cluster,
  { rules, apiVersion }: Resource,
  live: KubeObject,
  fields: JsonObject,
  { fieldManager: name, subresource, force }: WriteOptions,
): ApplyResult {
  const time = formatTime(cluster.clock.date());
  const manager = { name, operation: 'Apply', apiVersion, time, ...(subresource && { subresource }) } as const;
  return applyConfiguration(live, fields, rules, manager, force);
}

/** @throws ApiError for a configuration that the schema cannot read: 500, as a real server has it */
function refuseMistyped(configuration: KubeObject, { rules, apiVersion, kind }: Resource): void {
  const errors = findMistyped(configuration, rules.schema);
  if (errors.length === 0) return;
  const { namespace = '', name } = configuration.metadata;
  const text = errors.length === 1 ? errors[0] : `errors:${errors.map((error) => `\n  ${error}`).join('')}`;
  const subject = `(${namespace}/${name}; ${describeType(apiVersion)}, Kind=${kind})`;
  throw new ApiError(500, '', `failed to create typed patch object ${subject}: ${text}`);
}

/** What an apply to the object itself says of its status counts for nothing. */
function omitReset(configuration: KubeObject, { hasStatus }: Resource): KubeObject {
  if (!hasStatus) return configuration;
  const { status: _status, ...rest } = configuration;
  return rest as KubeObject;
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
