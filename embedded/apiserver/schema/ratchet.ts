import { isEqual, isObject } from '../json.ts';
import type { JsonSchema } from '../types.ts';

/**
 * True where the value at a path is the same in the old object. Items of a list are matched by their keys where it is a
 * map, else only the list as a whole can be unchanged.
 */
export function isUnchanged(tokens: readonly string[], value: unknown, old: unknown, schema: JsonSchema): boolean {
  if (isEqual(value, old)) return true;
  const [token, ...rest] = tokens;
  if (token === undefined) return false;
  if (Array.isArray(value)) {
    const keys = schema['x-kubernetes-list-map-keys'];
    const item: unknown = value[Number(token)];
    if (!keys || !schema.items || !Array.isArray(old) || !isObject(item)) return false;
    const match = old.find((other) => isObject(other) && keys.every((key) => isEqual(other[key], item[key])));
    return match !== undefined && isUnchanged(rest, item, match, schema.items);
  }
  if (!isObject(value) || !isObject(old)) return false;
  const others = isObject(schema.additionalProperties) ? schema.additionalProperties : {};
  return isUnchanged(rest, value[token], old[token], schema.properties?.[token] ?? others);
}
