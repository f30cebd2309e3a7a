import type { ErrorObject } from 'ajv';
import { invalidField, requiredField, tooLong, tooMany, unsupportedValue, wrongType } from '../errors/field.ts';
import type { FieldError } from '../types.ts';

/** One ajv error in the words of a Kubernetes API server. */
export function translateError(error: ErrorObject, root: unknown): FieldError {
  const path = toFieldPath(error.instancePath, root);
  const params = error.params as Record<string, unknown>;
  const value: unknown = error.data;
  const size = Array.isArray(value) ? value.length : Object.keys((value as object | null) ?? {}).length;
  switch (error.keyword) {
    case 'required':
      return requiredField(path ? `${path}.${String(params.missingProperty)}` : String(params.missingProperty));
    case 'enum':
      return unsupportedValue(path, value, params.allowedValues as unknown[]);
    case 'type': {
      const types = [params.type].flat().filter((type) => type !== 'null');
      const actual = nameType(value);
      return wrongType(path, actual, `${path} in body must be of type ${types.join(',')}: ${JSON.stringify(actual)}`);
    }
    case 'format': {
      const detail = `${path} in body must be of type ${String(params.format)}: ${JSON.stringify(value)}`;
      return { ...invalidField(path, value, detail), reason: 'FieldValueTypeInvalid' };
    }
    case 'maxLength':
      return tooLong(path, Number(params.limit));
    case 'maxItems':
    case 'maxProperties':
      return tooMany(path, size, Number(params.limit));
    default:
      return invalidField(path, isComposite(error) ? '' : value, `${describe(error, path, params)}`);
  }
}

function describe({ keyword }: ErrorObject, path: string, params: Record<string, unknown>): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'pattern':
      return `${path} in body should match '${String(params.pattern)}'`;
    case 'minLength':
      return `${path} in body should be at least ${limit} chars long`;
    case 'minItems':
      return `${path} in body should have at least ${limit} items`;
    case 'minProperties':
      return `${path} in body should have at least ${limit} properties`;
    case 'minimum':
      return `${path} in body should be greater than or equal to ${limit}`;
    case 'maximum':
      return `${path} in body should be less than or equal to ${limit}`;
    case 'exclusiveMinimum':
      return `${path} in body should be greater than ${limit}`;
    case 'exclusiveMaximum':
      return `${path} in body should be less than ${limit}`;
    case 'multipleOf':
      return `${path} in body should be a multiple of ${String(params.multipleOf)}`;
    case 'oneOf':
      return `${JSON.stringify(path)} must validate one and only one schema (oneOf). ${
        params.passingSchemas ? 'Found 2 valid alternatives' : 'Found none valid'
      }`;
    case 'anyOf':
      return `${JSON.stringify(path)} must validate at least one schema (anyOf)`;
    default:
      return `${JSON.stringify(path)} must not validate the schema (${keyword})`;
  }
}

function isComposite({ keyword }: ErrorObject): boolean {
  return ['anyOf', 'oneOf', 'not'].includes(keyword);
}

function nameType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** `/spec/rules/0` as `spec.rules[0]`; a digit is an index only where the value there is a list. */
export function toFieldPath(pointer: string, root: unknown): string {
  if (pointer === '') return '';
  let path = '';
  let current = root;
  for (const escaped of pointer.slice(1).split('/')) {
    const token = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
    path += Array.isArray(current) ? `[${token}]` : path ? `.${token}` : token;
    current = (current as Record<string, unknown> | undefined)?.[token];
  }
  return path;
}
