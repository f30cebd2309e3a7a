import { compare, equals, includes } from '../values/equals.ts';
import { ArrayList, CelList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import { Optional } from '../values/optional.ts';
import { CelError, Uint } from '../values/scalars.ts';
import { Duration } from '../values/time.ts';
import type { Value } from '../values/value.ts';
import { toInt, toUint } from './operators.ts';
import type { FunctionTable } from './registry.ts';

const ORDERED = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library, sets and optionals. */
export function addCollections(table: FunctionTable): void {
  for (const type of ORDERED) {
    table.addMethod('isSorted', [`list(${type})`], 'bool', isSorted);
    table.addMethod('min', [`list(${type})`], type, (list: CelList) => pick('min', list, 1));
    table.addMethod('max', [`list(${type})`], type, (list: CelList) => pick('max', list, -1));
  }
  addSums(table);
  table.addMethod('indexOf', ['list(A)', 'A'], 'int', (list: CelList, item: Value) => {
    return BigInt([...list].findIndex((one) => equals(one, item)));
  });
  table.addMethod('lastIndexOf', ['list(A)', 'A'], 'int', (list: CelList, item: Value) => {
    return BigInt([...list].findLastIndex((one) => equals(one, item)));
  });
  addSets(table);
  addOptionals(table);
}

function isSorted(list: CelList): boolean {
  const items = [...list];
  return items.every((item, index) => index === 0 || compare(items[index - 1] ?? null, item) <= 0);
}

function pick(name: string, list: CelList, replaces: number): Value {
  if (list.size === 0) throw new CelError(`${name} called on empty list`);
  return [...list].reduce((best, item) => (Math.sign(compare(best, item)) === replaces ? item : best));
}

function addSums(table: FunctionTable): void {
  const sumOf =
    <T>(zero: T, add: (sum: T, item: T) => T) =>
    (list: CelList) =>
      [...list].reduce((sum: T, item) => add(sum, item as T), zero) as Value;
  table
    .addMethod(
      'sum',
      ['list(int)'],
      'int',
      sumOf(0n, (sum, item) => toInt(sum + item)),
    )
    .addMethod(
      'sum',
      ['list(uint)'],
      'uint',
      sumOf(new Uint(0n), (sum, item) => toUint(sum.value + item.value)),
    )
    .addMethod(
      'sum',
      ['list(double)'],
      'double',
      sumOf(0, (sum, item) => sum + item),
    )
    .addMethod(
      'sum',
      ['list(duration)'],
      'duration',
      sumOf(new Duration(0n), (a, b) => new Duration(a.nanos + b.nanos)),
    );
}

function addSets(table: FunctionTable): void {
  const lists = ['list(A)', 'list(A)'];
  const contains = (list: CelList, part: CelList) => [...part].every((item) => includes(list, item));
  table
    .add('sets.contains', lists, 'bool', contains)
    .add('sets.equivalent', lists, 'bool', (a: CelList, b: CelList) => contains(a, b) && contains(b, a))
    .add('sets.intersects', lists, 'bool', (a: CelList, b: CelList) => [...a].some((item) => includes(b, item)));
}

function addOptionals(table: FunctionTable): void {
  const first = (list: CelList) => (list.size > 0 ? Optional.of(list.at(0)) : Optional.none);
  const last = (list: CelList) => (list.size > 0 ? Optional.of(list.at(list.size - 1)) : Optional.none);
  const unwrap = (list: CelList) =>
    new ArrayList([...list].flatMap((item) => (item instanceof Optional && item.hasValue ? [item.value] : [])));
  table
    .add('optional.of', ['A'], 'optional(A)', (value: Value) => Optional.of(value))
    .add('optional.none', [], 'optional(A)', () => Optional.none)
    .add('optional.ofNonZeroValue', ['A'], 'optional(A)', (value: Value) => {
      return isZero(value) ? Optional.none : Optional.of(value);
    })
    .add('optional.unwrap', ['list(optional(A))'], 'list(A)', unwrap)
    .addMethod('unwrapOpt', ['list(optional(A))'], 'list(A)', unwrap)
    .addMethod('hasValue', ['optional(A)'], 'bool', (optional: Optional) => optional.hasValue)
    .addMethod('value', ['optional(A)'], 'A', (optional: Optional) => optional.value)
    .addMethod('or', ['optional(A)', 'optional(A)'], 'optional(A)', (a: Optional, b: Optional) => (a.hasValue ? a : b))
    .addMethod('orValue', ['optional(A)', 'A'], 'A', (a: Optional, b: Value) => (a.hasValue ? a.value : b))
    .addMethod('first', ['list(A)'], 'optional(A)', first)
    .addMethod('last', ['list(A)'], 'optional(A)', last);
}

function isZero(value: Value): boolean {
  if (value instanceof CelList || value instanceof CelMap) return value.size === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Duration) return value.nanos === 0n;
  return value === null || value === '' || value === 0n || value === 0 || value === false;
}
