import { ApiError } from '../../../apimachinery/errors/status.ts';
import { isEqual, isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { formatGo } from './goformat.ts';
import type { Shape } from './shape.ts';

type MergeObjects = (target: unknown, patch: JsonObject, shape: Shape) => JsonObject;

/** Merges a list by its key, or scalars by value; items that the patch names come in the patch's order. */
export function mergeLists(
  live: readonly unknown[],
  patch: readonly unknown[],
  shape: Shape,
  merge: MergeObjects,
): unknown[] {
  if (shape.kind !== 'listMap') {
    return orderItems([...new Set([...live, ...patch])], patch, live, shape);
  }
  const key = shape.keys[0] ?? '';
  const replaces = patch.some((item) => isObject(item) && item.$patch === 'replace');
  let items: unknown[] = replaces ? [] : [...live];
  const changes = patch.filter((item) => {
    if (!isObject(item) || item.$patch === undefined) return true;
    if (item.$patch === 'delete') items = items.filter((other) => !isSame(other, readKey(item, key), key));
    else if (item.$patch !== 'replace') {
      throw new ApiError(500, '', `unknown patch type: ${formatGo(item.$patch)} in map: ${formatGo(item)}`);
    }
    return false;
  });
  if (replaces) return changes;
  for (const item of changes) {
    const value = readKey(item, key);
    const index = items.findIndex((other) => isSame(other, value, key));
    if (index >= 0) items[index] = merge(items[index], item as JsonObject, shape.item);
    else items.push(item);
  }
  return orderItems(items, changes, live, shape);
}

/** @throws ApiError where an item has no key */
function readKey(item: unknown, key: string): unknown {
  if (isObject(item) && item[key] !== undefined) return item[key];
  throw new ApiError(500, '', `map: ${formatGo(item)} does not contain declared merge key: ${key}`);
}

function isSame(item: unknown, value: unknown, key: string): boolean {
  return isObject(item) && isEqual(item[key], value);
}

/** What tells an item apart: its key, or a scalar itself. */
function identify(item: unknown, shape: Shape): unknown {
  return shape.kind === 'listMap' && isObject(item) ? item[shape.keys[0] ?? ''] : item;
}

function rank(item: unknown, order: readonly unknown[], shape: Shape): number {
  const identity = identify(item, shape);
  return order.findIndex((one) => isEqual(identify(one, shape), identity));
}

/** Items that `order` names in its order; the others keep their places among them as far as can be told from `live`. */
export function orderItems(
  items: readonly unknown[],
  order: readonly unknown[],
  live: readonly unknown[],
  shape: Shape,
): unknown[] {
  const isNamed = (item: unknown) => rank(item, order, shape) >= 0;
  const byRank = (list: readonly unknown[]) => (a: unknown, b: unknown) => rank(a, list, shape) - rank(b, list, shape);
  const named = items.filter(isNamed).sort(byRank(order));
  const others = items.filter((item) => !isNamed(item)).sort(byRank(live));
  const result: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const [left, right] = [rank(others[0], live, shape), rank(named[0], live, shape)];
    const isBefore = left >= 0 && right >= 0 && left < right;
    result.push((isBefore ? others : named).shift());
  }
  return [...result, ...others, ...named];
}

/** Refuses an order that the patch's own items contradict. */
export function checkOrder(patch: readonly unknown[], order: readonly unknown[], shape: Shape): void {
  if (patch.length === 0 || order.length === 0) return;
  const wanted = patch.filter((item) => !(isObject(item) && item.$patch !== undefined));
  let next = 0;
  for (const one of order) {
    const item = wanted[next];
    if (item !== undefined && isEqual(identify(item, shape), identify(one, shape))) next += 1;
  }
  if (next === wanted.length) return;
  const message = `The order in patch list:\n${formatGo(patch)}\n doesn't match $setElementOrder list:\n${formatGo(order)}\n`;
  throw new ApiError(500, '', message);
}
