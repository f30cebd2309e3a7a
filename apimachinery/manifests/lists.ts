import { isObject } from '../json.ts';
import type { JsonObject } from '../types.ts';

/** An object and where it stands in its document: `''`, or `items[2]`. */
export interface Placed {
  value: JsonObject;
  path: string;
}

/**
 * The objects of a document: what has `items` is a list of them, whose own kind and version count for items that have
 * none (`ConfigMapList`), as for kubectl. What is no object is left out and told to `refuse`.
 */
export function unfoldList(value: unknown, path: string, refuse: (path: string) => void): Placed[] {
  if (!isObject(value)) {
    refuse(path);
    return [];
  }
  const { items, kind, apiVersion } = value;
  if (!Object.hasOwn(value, 'items') || (items !== null && !Array.isArray(items))) return [{ value, path }];
  const itemKind = typeof kind === 'string' && kind.endsWith('List') ? kind.slice(0, -'List'.length) : '';
  return (items ?? []).flatMap((item: unknown, index) => {
    const place = path ? `${path}.items[${index}]` : `items[${index}]`;
    const inherits = isObject(item) && itemKind !== '' && !item.kind;
    return unfoldList(inherits ? { ...item, kind: itemKind, apiVersion } : item, place, refuse);
  });
}
