import { ApiError, badRequest } from '../../../apimachinery/errors/status.ts';
import { isObject, setField } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { formatGo } from './goformat.ts';
import type { Shape } from './shape.ts';
import { checkOrder, mergeLists, orderItems } from './strategiclists.ts';

const ORDER = '$setElementOrder/';
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/';

/** What a list that is not merged, and everything below a field that is not known, looks like. */
const REPLACED: Shape = { kind: 'map', field: () => REPLACED };

/**
 * Strategic merge patch with its directives ($patch, $setElementOrder, $deleteFromPrimitiveList, $retainKeys) on a copy.
 * https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 * @throws ApiError 400 for directives that are malformed, 500 as a real server for those it stumbles over
 */
export function strategicMergePatch(target: unknown, patch: JsonObject, shape: Shape): JsonObject {
  const { $patch: directive, $retainKeys: retained, ...fields } = patch;
  if (directive !== undefined) {
    if (directive === 'replace') return fields;
    if (directive === 'delete') return {};
    throw new ApiError(500, '', `unknown patch type: ${formatGo(directive)} in map: ${formatGo(patch)}`);
  }
  const result: JsonObject = isObject(target) ? { ...target } : {};
  if (retained !== undefined) retainFields(result, fields, retained);
  const merged = new Set<string>();
  for (const [name, order] of Object.entries(fields)) {
    if (!name.startsWith(ORDER)) {
      if (name.startsWith('$setElementOrder')) throw badRequest('invalid patch format of setElementOrder list');
      continue;
    }
    const field = name.slice(ORDER.length);
    merged.add(name).add(field);
    mergeOrdered(result, field, fields[field], order, childOf(shape, field));
  }
  for (const [name, value] of Object.entries(fields)) {
    if (!merged.has(name)) mergeField(result, name, value, shape);
  }
  return result;
}

function childOf(shape: Shape, field: string): Shape {
  return shape.kind === 'map' ? shape.field(field) : REPLACED;
}

/** Drops the fields that the patch does not name; each that it sets must be named. */
function retainFields(result: JsonObject, fields: JsonObject, retained: unknown): void {
  const isSet = ([name, value]: [string, unknown]) => value !== null && !name.startsWith('$');
  const names = Array.isArray(retained) ? retained : [];
  const isNamed = ([name]: [string, unknown]) => names.includes(name);
  if (!Array.isArray(retained) || !Object.entries(fields).filter(isSet).every(isNamed)) {
    throw badRequest('invalid patch format of retainKeys');
  }
  for (const name of Object.keys(result)) if (!names.includes(name)) delete result[name];
}

function mergeOrdered(result: JsonObject, field: string, patch: unknown, order: unknown, shape: Shape): void {
  const was = result[field];
  if (!Array.isArray(order) || (patch !== undefined && !Array.isArray(patch))) {
    throw badRequest('invalid patch format of setElementOrder list');
  }
  const live = Array.isArray(was) ? was : [];
  const changes = Array.isArray(patch) ? patch : [];
  if (was === undefined && patch === undefined) return;
  checkOrder(changes, order, shape);
  const items =
    was === undefined
      ? dropDirectives(changes)
      : patch === undefined
        ? live
        : mergeLists(live, changes, shape, strategicMergePatch);
  result[field] = orderItems(Array.isArray(items) ? items : [], order, live, shape);
}

function mergeField(result: JsonObject, name: string, value: unknown, shape: Shape): void {
  const removes = name.startsWith(DELETE_PRIMITIVES);
  const field = removes ? name.slice(DELETE_PRIMITIVES.length) : name;
  const was = Object.hasOwn(result, field) ? result[field] : undefined;
  if (removes) {
    if (Array.isArray(was) && Array.isArray(value)) result[field] = was.filter((item) => !value.includes(item));
    return;
  }
  const child = childOf(shape, field);
  if (value === null) delete result[field];
  else if (child.kind === 'atomic') setField(result, field, value);
  else if (isObject(was) && isObject(value)) setField(result, field, strategicMergePatch(was, value, child));
  else if (Array.isArray(was) && Array.isArray(value)) {
    setField(result, field, child.kind === 'map' ? value : mergeLists(was, value, child, strategicMergePatch));
  } else {
    const left = dropDirectives(value);
    if (left === undefined) delete result[field];
    else setField(result, field, left);
  }
}

/** What a patch sets where nothing was: without nulls, and without objects that carry a directive. */
function dropDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropDirectives).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  if (value.$patch !== undefined) return undefined;
  const result: JsonObject = {};
  for (const [name, field] of Object.entries(value)) {
    const left = field === null || name.startsWith('$') ? undefined : dropDirectives(field);
    if (left !== undefined) setField(result, name, left);
  }
  return result;
}
