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
  pruneValue(object, { ...schema, 'x-kubernetes-embedded-resource': true }, '', dropped);
  return dropped;
}

/** @param schema undefined where a value stands that the schema has no place for: it keeps nothing */
function pruneValue(value: unknown, schema: JsonSchema | undefined, path: string, dropped: string[]): void {
  const keepsUnknown = schema?.['x-kubernetes-preserve-unknown-fields'] === true;
  if (Array.isArray(value)) {
    const items = keepsUnknown ? keepUnknown(schema.items) : schema?.items;
    if (!keepsUnknown || items) {
      value.forEach((item, index) => void pruneValue(item, items, `${path}[${index}]`, dropped));
    }
  } else if (isObject(value)) pruneObject(value, schema ?? {}, path, dropped, keepsUnknown);
}

/** Items of a list that keeps what is unknown keep it, too. */
function keepUnknown(items: JsonSchema | undefined): JsonSchema | undefined {
  return items && { ...items, 'x-kubernetes-preserve-unknown-fields': true };
}

function pruneObject(
  value: JsonObject,
  schema: JsonSchema,
  path: string,
  dropped: string[],
  keepsUnknown: boolean,
): void {
  const { properties, additionalProperties } = schema;
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  const takesOthers = isObject(additionalProperties) || additionalProperties === true;
  const others = isObject(additionalProperties) ? additionalProperties : undefined;
  for (const field of Object.keys(value)) {
    const childPath = path ? `${path}.${field}` : field;
    if (isResource && RESOURCE_FIELDS.includes(field)) continue;
    if (properties && Object.hasOwn(properties, field)) pruneValue(value[field], properties[field], childPath, dropped);
    else if (takesOthers) pruneValue(value[field], others, childPath, dropped);
    else if (!keepsUnknown) {
      delete value[field];
      dropped.push(childPath);
    }
  }
}
