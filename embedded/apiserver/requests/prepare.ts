import { invalid } from '../errors/status.ts';
import { isEqual } from '../json.ts';
import type { FieldSet } from '../patch/fieldset.ts';
import { KUBECTL, noteApplied } from '../patch/lastapplied.ts';
import { trackManager } from '../patch/managed.ts';
import type { Resource } from '../resources/types.ts';
import type { KubeObject } from '../types.ts';
import { type Cluster, formatTime, type WriteOptions } from './context.ts';
import { validateMetadata } from './metadata.ts';

/** @throws ApiError 422 naming every broken field */
export function validateObject(
  object: KubeObject,
  old: KubeObject | undefined,
  resource: Resource,
  { warnings }: WriteOptions,
): void {
  const byMetadata = validateMetadata(object, old, resource);
  const errors = [...byMetadata, ...resource.rules.validate(object, old, { errors: byMetadata, warnings })];
  if (errors.length > 0) throw invalid(resource, object.metadata.name, errors);
}

/** Records who owns which field now; the time of an entry stays where nothing else of it changed. */
export function recordManager(
  cluster: Cluster,
  object: KubeObject,
  old: KubeObject | undefined,
  resource: Resource,
  options: WriteOptions,
  applied?: FieldSet,
): void {
  const { fieldManager: name, subresource } = options;
  const operation = applied ? 'Apply' : 'Update';
  const { apiVersion, rules } = resource;
  const time = formatTime(cluster.clock.date());
  const manager = { name, operation, apiVersion, time, ...(subresource && { subresource }) } as const;
  const entries = trackManager(old, object, rules, manager, applied);
  // After the owners are told: the note is nobody's own change.
  if (options.configuration && name === KUBECTL) noteApplied(object, options.configuration);
  if (entries.length > 0) object.metadata.managedFields = entries;
  else delete object.metadata.managedFields;
}

/** True where the kind's rules say that the change makes a new generation. */
export function changesGeneration(object: KubeObject, old: KubeObject, { rules, hasStatus }: Resource): boolean {
  if (rules.generation === undefined) return false;
  const ignored = ['apiVersion', 'kind', 'metadata', ...(hasStatus ? ['status'] : [])];
  const names = rules.generation === 'all' ? [...Object.keys(object), ...Object.keys(old)] : rules.generation;
  return names.some((name) => !ignored.includes(name) && !isEqual(object[name], old[name]));
}
