import { isObject } from '../json.ts';
import type { JsonObject, JsonSchema } from '../types.ts';

const COPIED = ['enum', 'format', 'maximum', 'minimum', 'multipleOf', 'required'];
const COPIED_LENGTHS = ['maxItems', 'minItems', 'maxLength', 'minLength', 'maxProperties', 'minProperties'];

/** A structural schema (OpenAPI 3.0 dialect) as the JSON schema that ajv compiles. */
export function convertSchema(schema: JsonSchema): JsonObject {
  const converted: JsonObject = {};
  for (const keyword of [...COPIED, ...COPIED_LENGTHS]) {
    if (schema[keyword] !== undefined) converted[keyword] = schema[keyword];
  }
  const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
  const types = isIntOrString ? ['integer', 'string'] : schema.type ? [schema.type] : [];
  if (types.length > 0) converted.type = schema.nullable ? [...types, 'null'] : types.length > 1 ? types : types[0];
  if (typeof schema.pattern === 'string' && isPattern(schema.pattern)) converted.pattern = schema.pattern;
  convertExclusiveBounds(schema, converted);
  if (isObject(schema.properties)) converted.properties = convertAll(schema.properties);
  if (isObject(schema.additionalProperties)) {
    converted.additionalProperties = convertSchema(schema.additionalProperties);
  }
  if (isObject(schema.items)) converted.items = convertSchema(schema.items);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema[keyword];
    if (!Array.isArray(branches) || (isIntOrString && keyword === 'anyOf')) continue;
    converted[keyword] = branches.map((branch: JsonSchema) => convertSchema(branch));
  }
  if (isObject(schema.not)) converted.not = convertSchema(schema.not);
  return converted;
}

function convertAll(properties: Record<string, JsonSchema>): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, convertSchema(schema)]));
}

/** In OpenAPI 3.0 these are flags on the bound; in JSON schema they are bounds themselves. */
function convertExclusiveBounds(schema: JsonSchema, converted: JsonObject): void {
  if (schema.exclusiveMinimum === true) {
    converted.exclusiveMinimum = schema.minimum;
    delete converted.minimum;
  }
  if (schema.exclusiveMaximum === true) {
    converted.exclusiveMaximum = schema.maximum;
    delete converted.maximum;
  }
}

/** CRD patterns are RE2; what JavaScript cannot read is not checked. */
function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
