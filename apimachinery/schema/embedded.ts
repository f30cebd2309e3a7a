import { formatJson } from '../errors/gotext.ts';
import { isObject } from '../json.ts';
import { decodeTyped, TypeMismatch } from '../models/decode.ts';
import { schemaOfModel } from '../models/schema.ts';
import type { JsonObject, JsonSchema } from '../types.ts';

/** True where objects of the schema hold whole resources (x-kubernetes-embedded-resource). */
export function holdsResources(schema: JsonSchema): boolean {
  return Object.values(schema).some((value) =>
    value === true ? schema['x-kubernetes-embedded-resource'] === true : isNested(value) && holdsResources(value),
  );
}

function isNested(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

/**
 * Reads the metadata of resources within an object, in place: they hold what metadata may hold and nothing else.
 * @param unknown is given the paths of what was dropped
 * @throws TypeMismatch for a field of a wrong type
 */
export function readEmbedded(value: unknown, schema: JsonSchema, unknown: string[], path = ''): void {
  const { properties = {}, items, additionalProperties } = schema;
  if (Array.isArray(value)) {
    if (items) value.forEach((item, index) => void readEmbedded(item, items, unknown, `${path}[${index}]`));
    return;
  }
  if (!isObject(value)) return;
  if (schema['x-kubernetes-embedded-resource'] === true && isObject(value.metadata)) {
    value.metadata = readEmbeddedMetadata(value.metadata, `${path}.metadata`, unknown);
  }
  for (const [name, field] of Object.entries(value)) {
    const child = properties[name] ?? (isObject(additionalProperties) ? additionalProperties : undefined);
    if (child) readEmbedded(field, child, unknown, path ? `${path}.${name}` : name);
  }
}

function readEmbeddedMetadata(metadata: JsonObject, path: string, unknown: string[]): JsonObject {
  try {
    const decoded = decodeTyped(metadata, schemaOfModel('meta/v1.ObjectMeta'));
    unknown.push(...decoded.unknown.map((field) => `${path}.${field}`));
    return decoded.value;
  } catch (error) {
    if (!(error instanceof TypeMismatch)) throw error;
    throw new TypeMismatch(`${path}: Invalid value: ${formatJson(metadata)}: ${error.message}`);
  }
}
