import { isObject } from '../json.ts';
import type { JsonObject, JsonSchema } from '../types.ts';

const RESOURCE_FIELDS = ['apiVersion', 'kind', 'metadata'];

/**
 * Drops from an object of a custom kind, in place, every field that its structural schema does not name.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning
 * @returns paths of what was dropped, `spec.rules[0].foo`
 */
export function pruneUnknown(object: JsonObject, schema: JsonSchema): string[] {
  const dropped: string[] = [];
  pruneObject(object, { ...schema, 'x-kubernetes-embedded-resource': true }, '', dropped);
  return dropped;
}

function pruneValue(value: unknown, schema: JsonSchema, path: string, dropped: string[]): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) value.forEach((item, index) => void pruneValue(item, items, `${path}[${index}]`, dropped));
  } else if (isObject(value)) pruneObject(value, schema, path, dropped);
}

function pruneObject(value: JsonObject, schema: JsonSchema, path: string, dropped: string[]): void {
  const { properties, additionalProperties } = schema;
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  const others = isObject(additionalProperties) ? additionalProperties : undefined;
  for (const field of Object.keys(value)) {
    const childPath = path ? `${path}.${field}` : field;
    if (isResource && RESOURCE_FIELDS.includes(field)) continue;
    const child = properties && Object.hasOwn(properties, field) ? properties[field] : others;
    if (child) pruneValue(value[field], child, childPath, dropped);
    else if (!keepsUnknown) {
      delete value[field];
      dropped.push(childPath);
    }
  }
}
