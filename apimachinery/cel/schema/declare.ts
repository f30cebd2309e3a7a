import { isObject } from '../../json.ts';
import type { JsonSchema } from '../../types.ts';
import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  TIMESTAMP,
} from '../types/type.ts';
import { escapeName, isReserved } from './escape.ts';

const STRING_FORMATS: Readonly<Record<string, CelType>> = {
  byte: BYTES,
  duration: DURATION,
  date: TIMESTAMP,
  'date-time': TIMESTAMP,
};

const TEXT: JsonSchema = { type: 'string' };
const META: JsonSchema = { type: 'object', properties: { name: TEXT, generateName: TEXT } };

const identified = new WeakMap<JsonSchema, JsonSchema>();

/** The schema of a whole object with what every object has: apiVersion, kind and the name. */
export function withIdentity(schema: JsonSchema): JsonSchema {
  const known = identified.get(schema);
  if (known) return known;
  const made = { ...schema, properties: { ...schema.properties, apiVersion: TEXT, kind: TEXT, metadata: META } };
  identified.set(schema, made);
  return made;
}

/**
 * The type that expressions see of values of a structural schema; undefined where they may not see them.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#type-checking
 * @param name of the type in messages, should it be an object's
 */
export function declareType(schema: JsonSchema, isRoot: boolean, name: string): CelType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return DYN;
  switch (schema.type) {
    case 'object':
      return declareObject(isRoot ? withIdentity(schema) : schema, name);
    case 'array': {
      const item = schema.items && declareType(schema.items, isResource(schema.items), `${name}.@idx`);
      return item && listOf(item);
    }
    case 'string':
      return STRING_FORMATS[String(schema.format)] ?? STRING;
    case 'boolean':
      return BOOL;
    case 'number':
      return DOUBLE;
    case 'integer':
      return INT;
    default:
      return undefined;
  }
}

function declareObject(schema: JsonSchema, name: string): CelType | undefined {
  const others = schema.additionalProperties;
  if (isObject(others)) {
    const value = declareType(others as JsonSchema, isResource(others), `${name}.@elem`);
    return value && mapOf(STRING, value);
  }
  const fields = new Map<string, CelType>();
  for (const [property, child] of Object.entries(schema.properties ?? {})) {
    const escaped = escapeName(property);
    const type = escaped && declareType(child, isResource(child), `${name}.${escaped}`);
    if (escaped && type) fields.set(escaped, type);
    if (type && isReserved(property)) fields.set(property, type);
  }
  return { kind: 'object', name, fields };
}

export function isResource(schema: JsonSchema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}
