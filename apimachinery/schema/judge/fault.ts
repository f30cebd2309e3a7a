import {
  invalidField,
  requiredField,
  tooLong,
  tooMany,
  unsupportedValue,
  wrongType as wrongTypeField,
} from '../../errors/field.ts';
import type { FieldError } from '../../types.ts';

/** One broken keyword. Its text names the place from where the schema starts, the error it becomes from the object. */
export interface Fault {
  readonly text: string;
  /** Undefined for what anyOf and its like say, which is told without a place. */
  readonly path: string | undefined;
  toError(field: string): FieldError;
}

/** A value that breaks a bound, and what it should be. @param shown what is told of the value */
export function breaksBound(path: string, shown: unknown, should: string): Fault {
  const text = `${path} in body should ${should}`;
  return { text, path, toError: (field) => invalidField(field, shown, text) };
}

/** @param actual name of the type that the value has */
export function breaksType(path: string, expected: string, actual: string): Fault {
  const text = `${path} in body must be of type ${expected}: ${JSON.stringify(actual)}`;
  return { text, path, toError: (field) => wrongTypeField(field, actual, text) };
}

export function misses(path: string): Fault {
  return { text: `${path} in body is required`, path, toError: (field) => requiredField(field) };
}

export function isNoneOf(path: string, value: unknown, values: readonly unknown[]): Fault {
  const text = `${path} in body should be one of ${JSON.stringify(values)}`;
  return { text, path, toError: (field) => unsupportedValue(field, value, values) };
}

export function isTooLong(path: string, max: number): Fault {
  const text = `${path} in body should be at most ${max} chars long`;
  return { text, path, toError: (field) => tooLong(field, max) };
}

export function hasTooMany(path: string, size: number, max: number): Fault {
  return { text: `${path} has over ${max}`, path, toError: (field) => tooMany(field, size, max) };
}

/** Of allOf, anyOf, oneOf and not. */
export function breaksBranches(path: string, should: string): Fault {
  const text = `"${path}" must ${should}`;
  return { text, path: undefined, toError: (field) => invalidField(field, '', text) };
}
