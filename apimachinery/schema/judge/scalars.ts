import { formatJson } from '../../errors/gotext.ts';
import { isEqual } from '../../json.ts';
import type { JsonSchema } from '../../types.ts';
import { compilePattern } from '../pattern.ts';
import { breaksBound, breaksType, type Fault, isNoneOf, isTooLong } from './fault.ts';
import { FORMATS, nameFormat } from './formats.ts';
import type { Subject } from './verdict.ts';

const NUMBER_FORMATS: Readonly<Record<string, string>> = { integer: 'int64', number: 'float64' };

export function listTypes(schema: JsonSchema): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return schema.type ? [schema.type] : [];
}

function nameType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** A format that is known takes the place of the type: texts and lists of such a schema are not asked for their type. */
export function judgeType({ value, schema, path }: Subject): Fault | undefined {
  const types = listTypes(schema);
  if (types.length === 0 && nameFormat(schema) === undefined) return undefined;
  if (value === null) {
    return types.length > 0 && !schema.nullable ? breaksType(path, types.join(','), 'null') : undefined;
  }
  const actual = nameType(value);
  const format = nameFormat(schema);
  const isAmong = types.includes(actual) || (actual === 'integer' && types.includes('number'));
  if (format !== undefined) {
    const isTextual = typeof value === 'string' || Array.isArray(value);
    if (isTextual && !types.includes('number') && !types.includes('integer')) return undefined;
    // Where a type is asked for, that is told.
    if (!isTextual && !isAmong && types.length === 0) return breaksType(path, format, NUMBER_FORMATS[actual] ?? '');
  }
  return isAmong ? undefined : breaksType(path, types.join(','), actual);
}

/** Stops at the first fault. */
export function judgeText(text: string, { schema, path }: Subject): Fault | undefined {
  const { maxLength, minLength, pattern } = schema;
  if (typeof maxLength === 'number' || typeof minLength === 'number') {
    const length = [...text].length;
    if (typeof maxLength === 'number' && length > maxLength) return isTooLong(path, maxLength);
    if (typeof minLength === 'number' && length < minLength) {
      return breaksBound(path, text, `be at least ${minLength} chars long`);
    }
  }
  if (typeof pattern !== 'string' || pattern === '' || compilePattern(pattern)?.test(text) !== false) return undefined;
  return breaksBound(path, text, `match '${pattern}'`);
}

/** Undefined where the schema has no format that is known. */
export function judgeFormat(text: string, { schema, path }: Subject): { fault?: Fault } | undefined {
  const format = nameFormat(schema);
  const isGood = format === undefined ? undefined : FORMATS.get(format.replaceAll('-', ''));
  if (format === undefined || !isGood) return undefined;
  return isGood(text) ? {} : { fault: breaksType(path, format, text) };
}

export function judgeNumber(value: number, { schema, path }: Subject): Fault[] {
  const { multipleOf, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const faults: Fault[] = [];
  const breaks = (should: string) => faults.push(breaksBound(path, value, should));
  if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf)) breaks(`be a multiple of ${print(multipleOf)}`);
  if (typeof minimum === 'number') {
    if (exclusiveMinimum && value <= minimum) breaks(`be greater than ${print(minimum)}`);
    else if (value < minimum) breaks(`be greater than or equal to ${print(minimum)}`);
  }
  if (typeof maximum === 'number') {
    if (exclusiveMaximum && value >= maximum) breaks(`be less than ${print(maximum)}`);
    else if (value > maximum) breaks(`be less than or equal to ${print(maximum)}`);
  }
  return faults;
}

function isMultiple(value: number, factor: number): boolean {
  return Number.isInteger(factor < 1 ? (1 / factor) * value : value / factor);
}

function print(bound: number): string {
  return formatJson(bound);
}

export function judgeEnum({ value, schema, path }: Subject): Fault | undefined {
  const values = schema.enum;
  if (!Array.isArray(values) || values.length === 0) return undefined;
  return values.some((one) => isEqual(one, value)) ? undefined : isNoneOf(path, value, values);
}
