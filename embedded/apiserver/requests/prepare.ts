import { invalid } from '../../../apimachinery/errors/status.ts';
import { getPath, isEqual } from '../../../apimachinery/json.ts';
import { validateMetadata, warnOfFinalizers } from '../../../apimachinery/metadata/validate.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { KUBECTL, noteApplied } from '../patch/lastapplied.ts';
import { type Change, type Reset, trackManager } from '../patch/managed.ts';
import type { Resource } from '../resources/types.ts';
import { type Cluster, formatTime, type WriteOptions } from './context.ts';

/** @throws ApiError 422 naming every broken field */
export function validateObject(
  object: KubeObject,
  old: KubeObject | undefined,
  resource: Resource,
  { warnings, subresource }: WriteOptions,
): void {
  const byMetadata = validateMetadata(object, old, resource);
  const context = { errors: byMetadata, warnings, ...(subresource && { subresource }) };
  const errors = [...byMetadata, ...resource.rules.validate(object, old, context)];
  if (errors.length > 0) throw invalid(resource, object.metadata.name, errors);
  if (resource.custom) warnings.push(...warnOfFinalizers(object, old));
}

/** Records in an object who owns which field after a change. */
export function recordManager(
  cluster: Cluster,
  object: KubeObject,
  change: Change,
  resource: Resource,
  options: Pick<WriteOptions, 'fieldManager' | 'subresource' | 'configuration'>,
): void {
  const { fieldManager: name, subresource } = options;
  const operation = change.applied ? 'Apply' : 'Update';
  const { apiVersion, rules } = resource;
  const time = formatTime(cluster.clock.date());
  const manager = { name, operation, apiVersion, time, ...(subresource && { subresource }) } as const;
  // Fields are owned by the names that they have in the version that is written.
  const { old, given } = change;
  if (old && !change.applied && isBeyond(old, resource)) {
    // A real server forgets all owners of an object that the schema of the version written to cannot describe.
    delete object.metadata.managedFields;
    return;
  }
  const seen = { ...change, old: old && resource.encode(old), given: resource.encode(given) };
  const entries = trackManager(seen, rules, manager, listReset(resource, subresource));
  // After the owners are told: the note is nobody's own change.
  if (options.configuration && name === KUBECTL) noteApplied(object, options.configuration);
  if (entries.length > 0) object.metadata.managedFields = entries;
  else delete object.metadata.managedFields;
}

/** True for a stored custom object that has fields which the version does not have. */
function isBeyond(stored: KubeObject, resource: Resource): boolean {
  if (!resource.custom || resource.version === resource.storageVersion) return false;
  return !isEqual({ ...resource.encode(stored), apiVersion: '' }, { ...stored, apiVersion: '' });
}

function listReset({ hasStatus, kind, custom }: Resource, subresource: string | undefined): Reset {
  if (subresource === 'status') return kind === 'CustomResourceDefinition' && !custom ? ['spec', 'metadata'] : ['spec'];
  return hasStatus && subresource === undefined ? ['status'] : [];
}

/** True where the kind's rules say that the change makes a new generation. */
export function changesGeneration(object: KubeObject, old: KubeObject, { rules, hasStatus }: Resource): boolean {
  if (rules.generation === undefined) return false;
  const ignored = ['apiVersion', 'kind', 'metadata', ...(hasStatus ? ['status'] : [])];
  if (rules.generation !== 'all') {
    return rules.generation.some(
      (path) => !isEqual(getPath(object, ...path.split('.')), getPath(old, ...path.split('.'))),
    );
  }
  const names = [...Object.keys(object), ...Object.keys(old)];
  return names.some((name) => !ignored.includes(name) && !isEqual(object[name], old[name]));
}
