import { cloneJson, isObject, setField } from '../json.ts';
import type { JsonObject, JsonSchema } from '../types.ts';

/**
 * Fills the defaults of a structural schema into an object, in place. Null where the schema does not allow it counts
 * as missing. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function fillDefaults(value: unknown, schema: JsonSchema): void {
  if (Array.isArray(value)) {
    if (schema.items) for (const item of value) fillDefaults(item, schema.items);
    return;
  }
  if (!isObject(value)) return;
  if (schema.properties) fillProperties(value, schema.properties);
  if (isObject(schema.additionalProperties)) fillOthers(value, schema, schema.additionalProperties);
}

function fillProperties(value: JsonObject, properties: Record<string, JsonSchema>): void {
  for (const [field, schema] of Object.entries(properties)) {
    const given = Object.hasOwn(value, field) ? value[field] : undefined;
    if (given === null && !schema.nullable) delete value[field];
    if (!Object.hasOwn(value, field) && schema.default !== undefined) setField(value, field, cloneJson(schema.default));
    if (Object.hasOwn(value, field)) fillDefaults(value[field], schema);
  }
}

function fillOthers(value: JsonObject, { properties }: JsonSchema, schema: JsonSchema): void {
  for (const field of Object.keys(value)) {
    if (properties && Object.hasOwn(properties, field)) continue;
    if (value[field] === null && !schema.nullable) delete value[field];
    else fillDefaults(value[field], schema);
  }
}
