import { isEqual, isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { type FieldSet, isEmptySet, makeFieldSet } from './fieldset.ts';
import { type Shape, UNTYPED } from './shape.ts';

/** The parts of a value that have their own place in a field set; undefined for a leaf. */
function splitValue(value: unknown, shape: Shape): Map<string, { value: unknown; shape: Shape }> | undefined {
  const parts = new Map<string, { value: unknown; shape: Shape }>();
  if (shape.kind === 'map' && isObject(value)) {
    for (const name of Object.keys(value)) parts.set(`f:${name}`, { value: value[name], shape: shape.field(name) });
  } else if (shape.kind === 'listMap' && Array.isArray(value)) {
    for (const item of value) parts.set(nameItem(item, shape.keys, shape.defaults), { value: item, shape: shape.item });
  } else if (shape.kind === 'set' && Array.isArray(value)) {
    for (const item of value) parts.set(`v:${JSON.stringify(item)}`, { value: item, shape: UNTYPED });
  }
  return parts.size > 0 ? parts : undefined;
}

/** The place of an item in a list of type map. */
export function nameItem(item: unknown, keys: readonly string[], defaults: Readonly<JsonObject> = {}): string {
  const fields = isObject(item) ? item : {};
  const pairs = [...keys].sort().flatMap((key) => {
    const value = fields[key] ?? defaults[key];
    return value === undefined ? [] : [[key, value]];
  });
  return `k:${JSON.stringify(Object.fromEntries(pairs))}`;
}

/** Every field that a value sets. A list of items with keys that holds none sets nothing. */
export function fieldsOf(value: unknown, shape: Shape): FieldSet {
  const parts = splitValue(value, shape);
  if (!parts) return makeFieldSet(!Array.isArray(value) || shape.kind === 'atomic' || shape.kind === 'map');
  const set = makeFieldSet();
  for (const [element, part] of parts) {
    const isFree = shape.kind === 'map' && shape.isFree?.(element.slice(2)) === true;
    const fields = fieldsOf(part.value, part.shape);
    const owned = fields.owned || isFree || element.startsWith('k:');
    if (owned || fields.children.size > 0) set.children.set(element, { ...fields, owned });
  }
  return set;
}

/** The fields that `next` sets otherwise than `old` does. A map or list that is new is a field itself, too. */
export function changedFields(old: unknown, next: unknown, shape: Shape): FieldSet {
  if (next === undefined || isEqual(old, next)) return makeFieldSet();
  const after = splitValue(next, shape);
  if (!after) return makeFieldSet(true);
  const isContainer = old === null || isObject(old) || Array.isArray(old);
  const before = splitValue(old, shape);
  const set = makeFieldSet(!isContainer);
  for (const [element, part] of after) {
    const changed = changedFields(before?.get(element)?.value, part.value, part.shape);
    if (!isEmptySet(changed)) set.children.set(element, changed);
  }
  return set;
}

/** A set without the places that the old value has and the new one has not. */
export function withoutGone(set: FieldSet, old: unknown, next: unknown, shape: Shape): FieldSet {
  const [before, after] = [splitValue(old, shape), splitValue(next, shape)];
  const result = makeFieldSet(set.owned);
  for (const [element, child] of set.children) {
    const [was, is] = [before?.get(element), after?.get(element)];
    if (was && !is) continue;
    const part = is ?? was;
    const kept = part ? withoutGone(child, was?.value, is?.value, part.shape) : child;
    if (!isEmptySet(kept)) result.children.set(element, kept);
  }
  return result;
}

/** The part of a set whose places exist in the value. */
export function keepExisting(set: FieldSet, value: unknown, shape: Shape): FieldSet {
  const parts = splitValue(value, shape);
  const result = makeFieldSet(set.owned);
  for (const [element, child] of set.children) {
    const part = parts?.get(element);
    const kept = part && keepExisting(child, part.value, part.shape);
    if (kept && !isEmptySet(kept)) result.children.set(element, kept);
  }
  return result;
}
