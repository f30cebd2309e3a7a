import { quoteText } from '../../errors/gotext.ts';
import { CelList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import { nameTypeOf } from '../values/names.ts';
import { CelError, TypeValue, Uint } from '../values/scalars.ts';
import { Duration, Timestamp } from '../values/time.ts';
import type { Value } from '../values/value.ts';
import { formatDouble } from './conversions.ts';

/**
 * `'%s is %d'.format([a, b])` with the verbs s, d, f, e, b, x, X and o.
 * https://github.com/google/cel-spec/blob/master/doc/extensions/strings.md#format
 */
export function formatText(template: string, args: CelList): string {
  let next = 0;
  const text = template.replace(/%(?:%|(?:\.(\d+))?([a-zA-Z]))|%/g, (clause, precision: string | undefined, verb) => {
    if (clause === '%%') return '%';
    if (verb === undefined) throw new CelError('unexpected end of string');
    if (next >= args.size) throw new CelError(`index ${next} out of range`);
    const value = args.at(next);
    next += 1;
    return formatValue(String(verb), value, precision === undefined ? 6 : Number(precision));
  });
  return text;
}

function formatValue(verb: string, value: Value, precision: number): string {
  switch (verb) {
    case 's':
      return show(value);
    case 'd':
      if (typeof value === 'bigint') return String(value);
      if (value instanceof Uint) return String(value.value);
      throw wrongArgument('decimal clause can only be used on integers', value);
    case 'f':
      return toNumber(value).toFixed(precision);
    case 'e':
      return toNumber(value)
        .toExponential(precision)
        .replace(/e([-+])(\d+)$/, formatPower);
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : toWhole(value).toString(2);
    case 'o':
      return toWhole(value).toString(8);
    case 'x':
    case 'X': {
      const text = toHex(value);
      return verb === 'X' ? text.toUpperCase() : text;
    }
    default:
      throw new CelError(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
  }
}

/** As a real server prints it: 1.5×10⁰³. */
function formatPower(_: string, sign: string, digits: string): string {
  const raised = [...digits.padStart(2, '0')].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);
  return `×10${sign === '-' ? '⁻' : ''}${raised.join('')}`;
}

function showNested(value: Value): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'number' && Number.isFinite(value)) return value.toFixed(6);
  if (value instanceof Uint8Array) return `b${quoteText(Buffer.from(value).toString())}`;
  if (value instanceof Duration) return `duration(${quoteText(value.toString())})`;
  if (value instanceof Timestamp) return `timestamp(${quoteText(value.toString())})`;
  return show(value);
}

function wrongArgument(what: string, value: Value): CelError {
  return new CelError(`error during formatting: ${what}, was given ${nameTypeOf(value)}`);
}

function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint) return Number(value.value);
  throw wrongArgument('fixed-point clause can only be used on doubles', value);
}

function toWhole(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof Uint) return value.value;
  throw wrongArgument('only integers and bools can be formatted as binary', value);
}

function toHex(value: Value): string {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return toWhole(value).toString(16);
}

/** A value as %s shows it; what is inside lists and maps is shown as an expression has it. */
function show(value: Value, nested = false): string {
  if (nested) return showNested(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatDouble(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (value instanceof Duration || value instanceof Timestamp) return value.toString();
  if (value instanceof TypeValue) return value.name;
  if (value instanceof CelList) return `[${[...value].map((item) => show(item, true)).join(', ')}]`;
  if (value instanceof CelMap) {
    const entries = [...value.keys()].map((key) => [show(key, true), show(value.get(key) ?? null, true)] as const);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${key}:${item}`).join(', ')}}`;
  }
  if (typeof value === 'object' && value !== null) {
    throw wrongArgument(
      'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
      value,
    );
  }
  return String(value);
}
