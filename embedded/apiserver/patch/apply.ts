import { ApiError } from '../errors/status.ts';
import { isObject } from '../json.ts';
import type { JsonObject, KubeObject } from '../types.ts';
import { mergeApplied, removeFields } from './applied.ts';
import { changedFields, fieldsOf } from './fields.ts';
import {
  type FieldSet,
  intersect,
  isEmptySet,
  listPaths,
  makeFieldSet,
  parseFieldSet,
  subtract,
  unite,
} from './fieldset.ts';
import { isSameManager, type Manager, stripUnowned } from './managed.ts';
import type { Shape } from './shape.ts';

export interface ApplyResult {
  object: KubeObject;
  /** What the manager owns afterwards. */
  applied: FieldSet;
}

/**
 * Server-side apply of a configuration to a live object: lays it over, and takes away what the manager applied before,
 * does not apply any more and nobody else owns. https://kubernetes.io/docs/reference/using-api/server-side-apply/
 * @throws ApiError 409 naming the fields that others own with another value, unless forced
 */
export function applyConfiguration(
  live: KubeObject,
  configuration: JsonObject,
  shape: Shape,
  manager: Manager,
  force: boolean,
): ApplyResult {
  const owned = stripUnowned(configuration);
  const applied = Object.keys(owned).length > 0 ? fieldsOf(owned, shape) : makeFieldSet();
  const entries = live.metadata.managedFields ?? [];
  const own = entries.find((entry) => isSameManager(entry, manager));
  const others = entries.filter((entry) => entry !== own);
  const merged = mergeApplied(live, withoutNulls(configuration), shape);
  if (!force) refuseConflicts(changedFields(stripUnowned(live), stripUnowned(merged as object), shape), others);
  const theirs = others.map((entry) => parseFieldSet(entry.fieldsV1)).reduce(unite, makeFieldSet());
  const gone = own ? subtract(parseFieldSet(own.fieldsV1), applied) : makeFieldSet();
  const left = isEmptySet(gone) ? merged : removeFields(merged, gone, unite(theirs, applied), shape);
  return { object: left as KubeObject, applied };
}

function refuseConflicts(changed: FieldSet, others: NonNullable<KubeObject['metadata']['managedFields']>): void {
  const causes = others.flatMap((entry) => {
    const fields = listPaths(intersect(changed, parseFieldSet(entry.fieldsV1)));
    const place = entry.subresource ? ` with subresource ${JSON.stringify(entry.subresource)}` : '';
    const time = entry.operation === 'Update' && entry.time ? ` at ${entry.time}` : '';
    const message = `conflict with ${JSON.stringify(entry.manager)}${place} using ${entry.apiVersion}${time}`;
    return fields.map((field) => ({ reason: 'FieldManagerConflict', message, field }));
  });
  if (causes.length === 0) return;
  const lines = causes.map(({ message, field }) => `${message}: ${field}`);
  const text = causes.length === 1 ? `1 conflict: ${lines[0]}` : `${causes.length} conflicts: ${lines.join('\n')}`;
  throw new ApiError(409, 'Conflict', `Apply failed with ${text}`, { causes });
}

/** A null in a configuration says nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (field === null ? [] : [[name, withoutNulls(field)]])),
  );
}
