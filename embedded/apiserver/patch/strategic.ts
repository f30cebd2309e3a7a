import { isEqual, isObject, setField } from '../json.ts';
import type { JsonObject } from '../types.ts';
import type { Shape } from './shape.ts';

const ORDER = '$setElementOrder/';
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/';

/**
 * Strategic merge patch with its directives ($patch, $setElementOrder, $deleteFromPrimitiveList, $retainKeys).
 * https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicMergePatch(target: unknown, patch: JsonObject, shape: Shape): JsonObject {
  const { $patch: directive, $retainKeys: retained, ...fields } = patch;
  if (directive === 'replace') return fields;
  if (directive === 'delete') return {};
  const result: JsonObject = isObject(target) ? { ...target } : {};
  if (Array.isArray(retained)) {
    for (const name of Object.keys(result)) if (!retained.includes(name)) delete result[name];
  }
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith(DELETE_PRIMITIVES)) deletePrimitives(result, name.slice(DELETE_PRIMITIVES.length), value);
  }
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith('$')) continue;
    const child = shape.kind === 'map' ? shape.field(name) : shape;
    if (value === null) delete result[name];
    else setField(result, name, mergeValue(result[name], value, child));
  }
  for (const [name, value] of Object.entries(fields)) {
    const field = name.slice(ORDER.length);
    const child = shape.kind === 'map' ? shape.field(field) : shape;
    if (name.startsWith(ORDER) && Array.isArray(value)) result[field] = sortItems(result[field], value, child);
  }
  return result;
}

function mergeValue(target: unknown, patch: unknown, shape: Shape): unknown {
  if (isObject(patch)) return strategicMergePatch(target, patch, shape);
  if (!Array.isArray(patch)) return patch;
  if (shape.kind === 'set') return mergeSet(target, patch);
  if (shape.kind !== 'listMap') return patch;
  if (patch.some((item) => isObject(item) && item.$patch === 'replace')) {
    return patch.filter((item) => !(isObject(item) && item.$patch === 'replace'));
  }
  const items: unknown[] = Array.isArray(target) ? [...target] : [];
  for (const item of patch) mergeItem(items, item, shape.keys, shape.item);
  return items;
}

function mergeSet(target: unknown, patch: unknown[]): unknown[] {
  const known = Array.isArray(target) ? target : [];
  return [...known, ...patch.filter((item) => !known.includes(item))];
}

/** The first key alone tells items apart, as strategic merge knows only one. */
function mergeItem(items: unknown[], item: unknown, [key = 'name']: readonly string[], shape: Shape): void {
  if (!isObject(item)) return;
  const index = items.findIndex((other) => isObject(other) && isEqual(other[key], item[key]));
  if (item.$patch === 'delete') {
    if (index >= 0) items.splice(index, 1);
  } else if (index >= 0) items[index] = strategicMergePatch(items[index], item, shape);
  else items.push(strategicMergePatch({}, item, shape));
}

function deletePrimitives(result: JsonObject, field: string, gone: unknown): void {
  const list = result[field];
  if (Array.isArray(list) && Array.isArray(gone)) result[field] = list.filter((item) => !gone.includes(item));
}

/** Items that the order names come in that order, others after them. */
function sortItems(list: unknown, order: readonly unknown[], shape: Shape): unknown {
  if (!Array.isArray(list)) return list;
  const key = shape.kind === 'listMap' ? (shape.keys[0] ?? 'name') : undefined;
  const identify = (item: unknown) => (key && isObject(item) ? item[key] : item);
  const wanted = order.map(identify);
  const rank = (item: unknown) => {
    const index = wanted.findIndex((one) => isEqual(one, identify(item)));
    return index < 0 ? wanted.length : index;
  };
  return list.toSorted((a, b) => rank(a) - rank(b));
}
