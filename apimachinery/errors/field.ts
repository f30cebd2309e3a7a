import type { FieldError } from '../types.ts';
import { formatJson, quoteText } from './gotext.ts';

/** A value as field errors print it: a text as Go quotes it, anything else as Go's JSON. */
function print(value: unknown): string {
  return typeof value === 'string' ? quoteText(value) : formatJson(value);
}

export function invalidField(field: string, value: unknown, detail: string): FieldError {
  return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${print(value)}: ${detail}` };
}

export function wrongType(field: string, actualType: string, detail: string): FieldError {
  return { reason: 'FieldValueTypeInvalid', field, message: `Invalid value: ${print(actualType)}: ${detail}` };
}

export function requiredField(field: string, detail = ''): FieldError {
  return { reason: 'FieldValueRequired', field, message: detail ? `Required value: ${detail}` : 'Required value' };
}

export function unsupportedValue(field: string, value: unknown, supported: readonly unknown[]): FieldError {
  const names = supported.map((one) => print(typeof one === 'string' ? one : print(one))).join(', ');
  const message = `Unsupported value: ${print(value)}: supported values: ${names}`;
  return { reason: 'FieldValueNotSupported', field, message };
}

export function notFoundField(field: string, value: unknown): FieldError {
  return { reason: 'FieldValueNotFound', field, message: `Not found: ${print(value)}` };
}

export function duplicateField(field: string, value: unknown): FieldError {
  return { reason: 'FieldValueDuplicate', field, message: `Duplicate value: ${print(value)}` };
}

export function tooLong(field: string, max: number): FieldError {
  return { reason: 'FieldValueTooLong', field, message: `Too long: may not be more than ${max} bytes` };
}

export function tooMany(field: string, actual: number, max: number): FieldError {
  const items = max === 1 ? 'item' : 'items';
  return { reason: 'FieldValueTooMany', field, message: `Too many: ${actual}: must have at most ${max} ${items}` };
}

export function forbiddenField(field: string, detail: string): FieldError {
  return { reason: 'FieldValueForbidden', field, message: `Forbidden: ${detail}` };
}
