import { isEqual, isObject } from '../json.ts';
import type { JsonObject } from '../types.ts';
import { type FieldSet, isEmptySet, makeFieldSet } from './fieldset.ts';
import { type Shape, UNTYPED } from './shape.ts';

/** The parts of a value that have their own place in a field set; undefined for a leaf. */
export function splitValue(value: unknown, shape: Shape): Map<string, { value: unknown; shape: Shape }> | undefined {
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

/** Every field that a value sets. */
export function fieldsOf(value: unknown, shape: Shape): FieldSet {
  const parts = splitValue(value, shape);
  if (!parts) return makeFieldSet(true);
  const set = makeFieldSet();
  for (const [element, part] of parts) set.children.set(element, fieldsOfPart(element, part.value, part.shape));
  return set;
}

function fieldsOfPart(element: string, value: unknown, shape: Shape): FieldSet {
  const set = fieldsOf(value, shape);
  return element.startsWith('k:') ? { ...set, owned: true } : set;
}

/** The fields that `next` sets otherwise than `old` does, new ones among them. */
export function changedFields(old: unknown, next: unknown, shape: Shape): FieldSet {
  if (isEqual(old, next)) return makeFieldSet();
  const before = splitValue(old, shape);
  const after = splitValue(next, shape);
  if (!before || !after) return fieldsOf(next, shape);
  const set = makeFieldSet();
  for (const [element, part] of after) {
    const was = before.get(element);
    const changed = was
      ? changedFields(was.value, part.value, part.shape)
      : fieldsOfPart(element, part.value, part.shape);
    if (!isEmptySet(changed)) set.children.set(element, changed);
  }
  return set;
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
