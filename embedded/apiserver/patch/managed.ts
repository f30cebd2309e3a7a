import { isObject } from '../json.ts';
import type { JsonObject, KubeObject, ManagedFieldsEntry } from '../types.ts';
import { changedFields, keepExisting } from './fields.ts';
import { type FieldSet, formatFieldSet, isEmptySet, parseFieldSet, subtract, unite } from './fieldset.ts';
import type { Shape } from './shape.ts';

/** Who writes, how and when. */
export interface Manager {
  name: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
  time: string;
}

/** Fields that no manager owns. */
const UNOWNED = ['apiVersion', 'kind'];
const UNOWNED_METADATA = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
];

/** The object without the fields that nobody owns. */
export function stripUnowned(object: object): object {
  const fields = omit(object, UNOWNED);
  if (!('metadata' in fields)) return fields;
  const metadata = omit(fields.metadata as object, UNOWNED_METADATA);
  return Object.keys(metadata).length > 0 ? { ...fields, metadata } : omit(fields, ['metadata']);
}

function omit(object: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

export function isSameManager(entry: ManagedFieldsEntry, manager: Manager): boolean {
  const samePlace = entry.apiVersion === manager.apiVersion && entry.subresource === manager.subresource;
  return entry.manager === manager.name && entry.operation === manager.operation && samePlace;
}

/**
 * The managedFields after a write that made `next` of `old`: the writer owns what it changed (or, for an apply, all that
 * it `applied`), the others lose what it changed, and nobody owns what is gone.
 */
export function trackManager(
  old: KubeObject | undefined,
  next: KubeObject,
  { shape, zero }: { shape: Shape; zero: JsonObject },
  manager: Manager,
  applied?: FieldSet,
): ManagedFieldsEntry[] {
  const value = stripUnowned(next);
  const changed = changedFields(stripUnowned(old ?? zero), value, shape);
  // Nobody owns metadata as a whole.
  const metadata = changed.children.get('f:metadata');
  if (metadata) metadata.owned = false;
  const known = chooseEntries(old, next);
  const entries: ManagedFieldsEntry[] = [];
  for (const entry of known) {
    if (isSameManager(entry, manager)) continue;
    const before = parseFieldSet(entry.fieldsV1);
    const after = keepExisting(subtract(before, changed), value, shape);
    if (!isEmptySet(after)) entries.push({ ...entry, fieldsV1: formatFieldSet(after) });
  }
  const own = known.find((entry) => isSameManager(entry, manager));
  const before = own ? parseFieldSet(own.fieldsV1) : undefined;
  const after = applied ?? keepExisting(before ? unite(before, changed) : changed, value, shape);
  if (isEmptySet(after)) return entries;
  const fieldsV1 = formatFieldSet(after);
  const { name, operation, apiVersion, time, subresource } = manager;
  const made: ManagedFieldsEntry = { manager: name, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1 };
  const position = own ? known.indexOf(own) : entries.length;
  entries.splice(position, 0, { ...made, ...(subresource && { subresource }) });
  return entries;
}

/** A writer may send other entries than it read, as kubectl does when it changes over to server-side apply. */
function chooseEntries(old: KubeObject | undefined, next: KubeObject): ManagedFieldsEntry[] {
  const given = old && next.metadata.managedFields;
  if (!given) return old?.metadata.managedFields ?? [];
  const isEntry = (entry: unknown) => isObject(entry) && typeof entry.manager === 'string' && isObject(entry.fieldsV1);
  return given.filter(isEntry);
}
