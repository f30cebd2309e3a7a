import { isObject, setField } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { nameItem } from './fields.ts';
import type { FieldSet } from './fieldset.ts';
import { interleave } from './interleave.ts';
import type { Shape } from './shape.ts';

/** The live value with an applied configuration laid over it. */
export function mergeApplied(live: unknown, applied: unknown, shape: Shape): unknown {
  if (shape.kind === 'map' && isObject(live) && isObject(applied)) {
    const merged: JsonObject = { ...live };
    for (const [name, value] of Object.entries(applied)) {
      const was = Object.hasOwn(live, name) ? live[name] : undefined;
      setField(merged, name, mergeApplied(was, value, shape.field(name)));
    }
    return merged;
  }
  if (shape.kind === 'listMap' && Array.isArray(live) && Array.isArray(applied)) {
    const name = (item: unknown) => nameItem(item, shape.keys, shape.defaults);
    const next = new Map(applied.map((item) => [name(item), item]));
    return interleave(live.map(name), [...next.keys()]).flatMap((key) => {
      const was = live.filter((item) => name(item) === key);
      const is = next.get(key);
      // An older client may have left the same key twice.
      if (is === undefined) return was;
      return [was.length === 1 ? mergeApplied(was[0], is, shape.item) : is];
    });
  }
  if (shape.kind === 'set' && Array.isArray(live) && Array.isArray(applied)) {
    const items = new Map([...live, ...applied].map((item) => [JSON.stringify(item), item]));
    const [old, next] = [live, applied].map((list) => list.map((item) => JSON.stringify(item)));
    return interleave(old ?? [], next ?? []).map((key) => items.get(key));
  }
  return applied;
}

/**
 * Takes away the fields of `gone`, save what `kept` (other managers' fields) has at or below them. Undefined: nothing
 * is left of the value.
 */
export function removeFields(value: unknown, gone: FieldSet, kept: FieldSet | undefined, shape: Shape): unknown {
  if (gone.owned && !kept) return undefined;
  if (gone.children.size === 0) return value;
  const removeAt = (element: string, part: unknown, partShape: Shape): unknown => {
    const child = gone.children.get(element);
    return child ? removeFields(part, child, kept?.children.get(element), partShape) : part;
  };
  if (shape.kind === 'map' && isObject(value)) {
    const rest: JsonObject = {};
    for (const [name, part] of Object.entries(value)) {
      const left = removeAt(`f:${name}`, part, shape.field(name));
      if (left !== undefined) setField(rest, name, left);
    }
    return Object.keys(rest).length > 0 ? rest : undefined;
  }
  if (!Array.isArray(value)) return value;
  const items = value.flatMap((item) => {
    const element = shape.kind === 'listMap' ? nameItem(item, shape.keys, shape.defaults) : `v:${JSON.stringify(item)}`;
    const left = removeAt(element, item, shape.kind === 'listMap' ? shape.item : shape);
    return left === undefined ? [] : [left];
  });
  return items.length > 0 ? items : undefined;
}
