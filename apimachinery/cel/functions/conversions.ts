import { CelList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import { nameTypeOf } from '../values/names.ts';
import { CelError, TypeValue, type Uint } from '../values/scalars.ts';
import { Duration, Timestamp } from '../values/time.ts';
import type { Value } from '../values/value.ts';
import { toInt, toUint } from './operators.ts';
import type { FunctionTable } from './registry.ts';

/** `int(x)`, `string(x)`, … and `size(x)`. */
export function addConversions(table: FunctionTable): void {
  const same = (value: Value) => value;
  for (const type of ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'duration', 'timestamp']) {
    table.add(type, [type], type, same);
  }
  table.add('dyn', ['A'], 'dyn', same);
  table.add('type', ['A'], 'type(A)', (value: Value) => new TypeValue(nameTypeOf(value)));
  addToNumbers(table);
  addToTexts(table);
  addSizes(table);
}

function refuse(from: string, to: string): never {
  throw new CelError(`type conversion error from '${from}' to '${to}'`);
}

function addToNumbers(table: FunctionTable): void {
  table
    .add('int', ['double'], 'int', (value: number) => fromDouble(value, toInt, 'integer overflow'))
    .add('int', ['uint'], 'int', (value: Uint) => toInt(value.value))
    .add('int', ['duration'], 'int', (value: Duration) => value.nanos)
    .add('int', ['timestamp'], 'int', (value: Timestamp) => value.nanos / 1_000_000_000n)
    .add('int', ['string'], 'int', (text: string) =>
      /^[-+]?\d+$/.test(text) ? toInt(BigInt(text)) : refuse('string', 'int'),
    )
    .add('uint', ['int'], 'uint', (value: bigint) => toUint(value))
    .add('uint', ['double'], 'uint', (value: number) => fromDouble(value, toUint, 'unsigned integer overflow'))
    .add('uint', ['string'], 'uint', (text: string) =>
      /^\d+$/.test(text) ? toUint(BigInt(text)) : refuse('string', 'uint'),
    )
    .add('double', ['int'], 'double', (value: bigint) => Number(value))
    .add('double', ['uint'], 'double', (value: Uint) => Number(value.value))
    .add('double', ['string'], 'double', parseDouble)
    .add('bool', ['string'], 'bool', parseBool);
}

function fromDouble<T>(value: number, make: (whole: bigint) => T, overflow: string): T {
  if (!Number.isFinite(value)) throw new CelError(overflow);
  return make(BigInt(Math.trunc(value)));
}

function parseDouble(text: string): number {
  if (/^[-+]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : refuse('string', 'double');
}

function parseBool(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? false : refuse('string', 'bool');
}

function addToTexts(table: FunctionTable): void {
  table
    .add('string', ['bool'], 'string', (value: boolean) => String(value))
    .add('string', ['int'], 'string', (value: bigint) => String(value))
    .add('string', ['uint'], 'string', (value: Uint) => String(value.value))
    .add('string', ['double'], 'string', formatDouble)
    .add('string', ['duration'], 'string', (value: Duration) => value.toString())
    .add('string', ['timestamp'], 'string', (value: Timestamp) => value.toString())
    .add('string', ['bytes'], 'string', (value: Uint8Array) => decode(value))
    .add('bytes', ['string'], 'bytes', (text: string) => new Uint8Array(Buffer.from(text)))
    .add(
      'duration',
      ['string'],
      'duration',
      (text: string) => Duration.parse(text) ?? refuse('string', 'google.protobuf.Duration'),
    )
    .add('duration', ['int'], 'duration', (nanos: bigint) => new Duration(nanos))
    .add(
      'timestamp',
      ['string'],
      'timestamp',
      (text: string) => Timestamp.parse(text) ?? refuse('string', 'google.protobuf.Timestamp'),
    )
    .add('timestamp', ['int'], 'timestamp', (seconds: bigint) => new Timestamp(seconds * 1_000_000_000n));
}

export function formatDouble(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  const text = value.toExponential();
  const exponent = Number(text.slice(text.indexOf('e') + 1));
  if (exponent >= -4 && exponent < 6) return String(value);
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function decode(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

function addSizes(table: FunctionTable): void {
  for (const type of ['string', 'bytes', 'list(A)', 'map(A, B)']) {
    table.add('size', [type], 'int', sizeOf);
    table.addMethod('size', [type], 'int', sizeOf);
  }
}

/** Of a string in code points. */
function sizeOf(value: Value): bigint {
  if (typeof value === 'string') return BigInt([...value].length);
  if (value instanceof Uint8Array) return BigInt(value.length);
  if (value instanceof CelList || value instanceof CelMap) return BigInt(value.size);
  throw new CelError('no such overload');
}
