import { duplicateField, invalidField } from '../errors/field.ts';
import { isObject } from '../json.ts';
import type { FieldError, JsonObject, JsonSchema } from '../types.ts';

/** Items that a list of type `map` or `set` holds twice; each is told once. */
export function findDuplicates(value: unknown, schema: JsonSchema, path = ''): FieldError[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    const own = findListDuplicates(value, schema, path);
    if (!items) return own;
    return [...own, ...value.flatMap((item, index) => findDuplicates(item, items, `${path}[${index}]`))];
  }
  if (!isObject(value)) return [];
  const others = isObject(schema.additionalProperties) ? schema.additionalProperties : undefined;
  return Object.keys(value).flatMap((field) => {
    const child = schema.properties && Object.hasOwn(schema.properties, field) ? schema.properties[field] : undefined;
    if (child) return findDuplicates(value[field], child, path ? `${path}.${field}` : field);
    return others ? findDuplicates(value[field], others, `${path}[${field}]`) : [];
  });
}

function findListDuplicates(list: unknown[], schema: JsonSchema, path: string): FieldError[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'map' && type !== 'set') return [];
  const stranger = type === 'map' ? list.findIndex((item) => item !== null && !isObject(item)) : -1;
  if (stranger >= 0) {
    const detail = 'must be an object for an array of list-type map';
    return [invalidField(`${path}[${stranger}]`, list[stranger], detail)];
  }
  const seen = new Map<string, number>();
  const errors: FieldError[] = [];
  list.forEach((item, index) => {
    const identity = type === 'map' && isObject(item) ? pickKeys(item, schema) : item;
    const text = JSON.stringify(identity) ?? 'null';
    const times = seen.get(text) ?? 0;
    if (times === 1) errors.push(duplicateField(`${path}[${index}]`, identity));
    seen.set(text, times + 1);
  });
  return errors;
}

function pickKeys(item: JsonObject, schema: JsonSchema): JsonObject {
  const keys = [...(schema['x-kubernetes-list-map-keys'] ?? [])].sort();
  return Object.fromEntries(keys.filter((key) => item[key] !== undefined).map((key) => [key, item[key]]));
}
