import { spend } from '../values/budget.ts';
import { compare, equals, includes } from '../values/equals.ts';
import { findItem, requireItem } from '../values/items.ts';
import type { CelList } from '../values/list.ts';
import type { CelMap } from '../values/map.ts';
import { Optional } from '../values/optional.ts';
import { CelError, Uint } from '../values/scalars.ts';
import { Duration, Timestamp } from '../values/time.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);
const MAX_UINT = 2n ** 64n - 1n;

export function toInt(value: bigint): bigint {
  if (value > MAX_INT || value < MIN_INT) throw new CelError('integer overflow');
  return value;
}

export function toUint(value: bigint): Uint {
  if (value < 0n || value > MAX_UINT) throw new CelError('unsigned integer overflow');
  return new Uint(value);
}

function divide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError('division by zero');
  return a / b;
}

function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError('modulus by zero');
  return a % b;
}

/** https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions */
export function addOperators(table: FunctionTable): void {
  addLogic(table);
  addArithmetic(table);
  addTimes(table);
  addOrder(table);
  addAccess(table);
}

function addLogic(table: FunctionTable): void {
  table.add('!_', ['bool'], 'bool', (value: boolean) => !value);
  table.add('_==_', ['A', 'A'], 'bool', equals);
  table.add('_!=_', ['A', 'A'], 'bool', (a: Value, b: Value) => !equals(a, b));
}

function addArithmetic(table: FunctionTable): void {
  const ints: [string, (a: bigint, b: bigint) => bigint][] = [
    ['_+_', (a, b) => a + b],
    ['_-_', (a, b) => a - b],
    ['_*_', (a, b) => a * b],
    ['_/_', divide],
    ['_%_', modulo],
  ];
  for (const [name, call] of ints) {
    table.add(name, ['int', 'int'], 'int', (a: bigint, b: bigint) => toInt(call(a, b)));
    table.add(name, ['uint', 'uint'], 'uint', (a: Uint, b: Uint) => toUint(call(a.value, b.value)));
  }
  const doubles: [string, (a: number, b: number) => number][] = [
    ['_+_', (a, b) => a + b],
    ['_-_', (a, b) => a - b],
    ['_*_', (a, b) => a * b],
    ['_/_', (a, b) => a / b],
  ];
  for (const [name, call] of doubles) table.add(name, ['double', 'double'], 'double', call);
  table.add('-_', ['int'], 'int', (value: bigint) => toInt(-value));
  table.add('-_', ['double'], 'double', (value: number) => -value);
  table.add('_+_', ['string', 'string'], 'string', (a: string, b: string) => a + b);
  table.add('_+_', ['bytes', 'bytes'], 'bytes', (a: Uint8Array, b: Uint8Array) => new Uint8Array([...a, ...b]));
  table.add('_+_', ['list(A)', 'list(A)'], 'list(A)', (a: CelList, b: CelList) => a.concat(b));
}

function addTimes(table: FunctionTable): void {
  const later = (at: Timestamp, by: Duration) => new Timestamp(at.nanos + by.nanos);
  table
    .add('_+_', ['duration', 'duration'], 'duration', (a: Duration, b: Duration) => new Duration(a.nanos + b.nanos))
    .add('_+_', ['timestamp', 'duration'], 'timestamp', later)
    .add('_+_', ['duration', 'timestamp'], 'timestamp', (by: Duration, at: Timestamp) => later(at, by))
    .add('_-_', ['duration', 'duration'], 'duration', (a: Duration, b: Duration) => new Duration(a.nanos - b.nanos))
    .add('_-_', ['timestamp', 'timestamp'], 'duration', (a: Timestamp, b: Timestamp) => new Duration(a.nanos - b.nanos))
    .add(
      '_-_',
      ['timestamp', 'duration'],
      'timestamp',
      (at: Timestamp, by: Duration) => new Timestamp(at.nanos - by.nanos),
    );
}

function addOrder(table: FunctionTable): void {
  const numbers = ['int', 'uint', 'double'];
  const mixed = numbers.flatMap((a) => numbers.map((b) => [a, b] as const));
  const same = ['bool', 'string', 'bytes', 'duration', 'timestamp'].map((type) => [type, type] as const);
  const operators: [string, (order: number) => boolean][] = [
    ['_<_', (order) => order < 0],
    ['_<=_', (order) => order <= 0],
    ['_>_', (order) => order > 0],
    ['_>=_', (order) => order >= 0],
  ];
  for (const [name, judge] of operators) {
    for (const [a, b] of [...mixed, ...same]) {
      table.add(name, [a, b], 'bool', (left: Value, right: Value) => judge(compare(left, right)));
    }
  }
}

function addAccess(table: FunctionTable): void {
  table
    .add('@in', ['A', 'list(A)'], 'bool', (item: Value, list: CelList) => {
      spend(list.size);
      return includes(list, item);
    })
    .add('@in', ['A', 'map(A, B)'], 'bool', (key: Value, map: CelMap) => map.get(key) !== undefined)
    .add('_[_]', ['list(A)', 'int'], 'A', requireItem)
    .add('_[_]', ['map(A, B)', 'A'], 'B', requireItem)
    .add('_[_]', ['optional(list(A))', 'int'], 'optional(A)', findThrough)
    .add('_[_]', ['optional(map(A, B))', 'A'], 'optional(B)', findThrough)
    .add('_[?_]', ['list(A)', 'int'], 'optional(A)', findThrough)
    .add('_[?_]', ['optional(list(A))', 'int'], 'optional(A)', findThrough)
    .add('_[?_]', ['map(A, B)', 'A'], 'optional(B)', findThrough)
    .add('_[?_]', ['optional(map(A, B))', 'A'], 'optional(B)', findThrough);
}

function findThrough(target: Value, index: Value): Optional {
  if (target instanceof Optional) return target.hasValue ? findThrough(target.value, index) : Optional.none;
  const found = findItem(target, index);
  return found === undefined ? Optional.none : Optional.of(found);
}
