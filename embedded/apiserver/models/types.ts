import type { JsonSchema } from '../types.ts';

/** Marks the object that a model describes, for the names in messages and for the references of OpenAPI documents. */
export const MODEL = 'x-gwconf-model';

/** The fields that an object of the model always has, and what is in them where nothing is given. */
export const ZERO = 'x-gwconf-zero';

/**
 * The schema of a type as client-node's models spell it: `Array<V1Container>`, `{ [key: string]: string; }`, `number`
 * with a format. `resolve` gives the schema of another model.
 */
export function readType(type: string, format: string, resolve: (model: string) => JsonSchema): JsonSchema {
  const list = /^Array<(.+)>$/.exec(type)?.[1];
  if (list) return { type: 'array', items: readType(list, format, resolve) };
  const values = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  if (values) return { type: 'object', additionalProperties: readType(values, format, resolve) };
  switch (type) {
    case 'string':
      return format ? { type: 'string', format } : { type: 'string' };
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return { type: format === 'double' ? 'number' : 'integer', format };
    case 'Date':
    case 'V1MicroTime':
      return { type: 'string', format: 'date-time' };
    case 'IntOrString':
      return { 'x-kubernetes-int-or-string': true };
    case 'any':
      return { 'x-kubernetes-preserve-unknown-fields': true };
    default:
      return resolve(type);
  }
}

/** The model's name in Go, `PodSpec` of `V1PodSpec`. */
export function nameStruct(model: string): string {
  return model.replace(/^[A-Za-z]*?V\d+((alpha|beta)\d+)?/, '');
}

/** The type of a field as Go's decoder tells it: `int32`, `[]v1.Container`, `map[string]string`. */
export function nameGoType(schema: JsonSchema): string {
  const model = schema[MODEL];
  if (typeof model === 'string')
    return `${/V\d+((alpha|beta)\d+)?/.exec(model)?.[0].toLowerCase()}.${nameStruct(model)}`;
  if (schema.items) return `[]${nameGoType(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `map[string]${nameGoType(schema.additionalProperties)}`;
  if (schema['x-kubernetes-int-or-string']) return 'int32';
  if (schema.format === 'byte') return '[]uint8';
  if (schema.type === 'integer') return String(schema.format ?? 'int64');
  return schema.type === 'boolean' ? 'bool' : schema.type === 'number' ? 'float64' : 'string';
}
