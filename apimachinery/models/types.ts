import type { Field, MessageType } from '../kinds/read.ts';
import type { JsonSchema } from '../types.ts';
import type { Zero } from './zeros.ts';

/** The keyword of a schema that describes a struct of a built-in kind. */
export const MODEL = 'x-gwconf-model';

/** The keyword of a schema of a type whose JSON its definition does not tell: `JSON`, `FieldsV1`. */
export const OPAQUE = 'x-gwconf-opaque';

/** The keyword of the schema of a time that is written with its microseconds. */
export const MICRO = 'x-gwconf-micro';

/** What the decoder must know of a struct beyond its fields' schemas. */
export interface Model {
  type: MessageType;
  /** Fields that are always written, and what is in them where nothing is given. */
  zeros: Readonly<Record<string, Zero>>;
}

export function modelOf(schema: JsonSchema): Model | undefined {
  return schema[MODEL] as Model | undefined;
}

/** The schema of a field; `resolve` gives that of another struct. */
export function readField({ type, shape, holdsLists }: Field, resolve: (type: MessageType) => JsonSchema): JsonSchema {
  const one = typeof type === 'string' ? readScalar(type) : resolve(type);
  const value: JsonSchema = holdsLists ? { type: 'array', items: one } : one;
  if (shape === 'list') return { type: 'array', items: value };
  return shape === 'map' ? { type: 'object', additionalProperties: value } : value;
}

function readScalar(type: Exclude<Field['type'], MessageType>): JsonSchema {
  switch (type) {
    case 'string':
      return { type: 'string' };
    case 'bytes':
      return { type: 'string', format: 'byte' };
    case 'Quantity':
      return { type: 'string', format: 'quantity' };
    case 'Time':
      return { type: 'string', format: 'date-time' };
    case 'MicroTime':
      return { type: 'string', format: 'date-time', [MICRO]: true };
    case 'bool':
      return { type: 'boolean' };
    case 'double':
      return { type: 'number', format: 'double' };
    case 'int32':
    case 'int64':
      return { type: 'integer', format: type };
    case 'IntOrString':
      return { 'x-kubernetes-int-or-string': true };
    default:
      // Whatever is in there, the kind says nothing of it.
      return { 'x-kubernetes-preserve-unknown-fields': true, [OPAQUE]: type };
  }
}

/** The type of a field as Go's decoder tells it: `int32`, `[]v1.Container`, `map[string]string`. */
export function nameGoType(schema: JsonSchema): string {
  const model = modelOf(schema);
  if (model) return `${model.type.packageName.split('/').pop()}.${model.type.name}`;
  if (schema.items) return `[]${nameGoType(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `map[string]${nameGoType(schema.additionalProperties)}`;
  if (schema['x-kubernetes-int-or-string']) return 'int32';
  if (schema.format === 'byte') return '[]uint8';
  if (schema.type === 'integer') return String(schema.format);
  return schema.type === 'boolean' ? 'bool' : schema.type === 'number' ? 'float64' : 'string';
}
