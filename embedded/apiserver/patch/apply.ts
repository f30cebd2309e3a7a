import { isEqual, isObject } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject, ManagedFieldsEntry } from '../../../apimachinery/types.ts';
import { mergeApplied, removeFields } from './applied.ts';
import { dropAllowed, findConflicts, refuseConflicts } from './conflicts.ts';
import { changedFields, fieldsOf } from './fields.ts';
import { isEmptySet, makeFieldSet, parseFieldSet, subtract, unite } from './fieldset.ts';
import { findTakeable, KUBECTL } from './lastapplied.ts';
import {
  type Application,
  isSameManager,
  listEntries,
  type Manager,
  type MergeRules,
  stripUnowned,
} from './managed.ts';
import type { Shape } from './shape.ts';

export interface ApplyResult {
  object: KubeObject;
  applied: Application;
}

/**
 * Server-side apply of a configuration to a live object: lays it over, and takes away what the manager applied before,
 * does not apply any more and nobody else owns. https://kubernetes.io/docs/reference/using-api/server-side-apply/
 * @throws ApiError 409 naming the fields that others own with another value, unless forced
 */
export function applyConfiguration(
  live: KubeObject,
  configuration: JsonObject,
  rules: MergeRules,
  manager: Manager,
  force: boolean,
): ApplyResult {
  const { shape } = rules;
  const owned = stripUnowned(configuration);
  const fields = Object.keys(owned).length > 0 ? fieldsOf(owned, shape) : makeFieldSet();
  const entries = listEntries(live, rules);
  const own = entries.find((entry) => isSameManager(entry, manager));
  const others = entries.filter((entry) => entry !== own);
  const merged = mergeApplied(live, withoutNulls(configuration), shape);
  const was = stripUnowned(live);
  if (!force) checkConflicts(live, merged as KubeObject, shape, manager, others);
  const theirs = others.map((entry) => parseFieldSet(entry.fieldsV1)).reduce(unite, makeFieldSet());
  const gone = own ? subtract(parseFieldSet(own.fieldsV1), fields) : makeFieldSet();
  const left = isEmptySet(gone) ? merged : removeFields(merged, gone, unite(theirs, fields), shape);
  const now = stripUnowned(left as object);
  const applied = { fields, changed: changedFields(was, now, shape), isChange: !isEqual(was, now) };
  return { object: left as KubeObject, applied };
}

function checkConflicts(
  live: KubeObject,
  merged: KubeObject,
  shape: Shape,
  manager: Manager,
  others: readonly ManagedFieldsEntry[],
): void {
  const found = findConflicts(changedFields(stripUnowned(live), stripUnowned(merged), shape), others);
  const left = found.length > 0 && manager.name === KUBECTL ? dropAllowed(found, findTakeable(live, shape)) : found;
  if (left.length > 0) throw refuseConflicts(left);
}

/** A null in a configuration says nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (field === null ? [] : [[name, withoutNulls(field)]])),
  );
}
