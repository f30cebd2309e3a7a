import { CelList } from './list.ts';
import { CelMap } from './map.ts';
import { Opaque } from './opaque.ts';
import { Optional } from './optional.ts';
import { CelError, noSuchOverload, TypeValue, Uint } from './scalars.ts';
import { Duration, Timestamp } from './time.ts';
import type { Value } from './value.ts';

/** Equality across all types: numbers by their value, others only within their type. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (isNumeric(a) && isNumeric(b)) return toComparable(a) === toComparable(b) || looselyEqual(a, b);
  if (a instanceof CelList) return b instanceof CelList && a.equals(b, equals);
  if (a instanceof CelMap) return b instanceof CelMap && a.equals(b, equals);
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos;
  if (a instanceof Opaque) return a.equals(b);
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Optional) {
    return b instanceof Optional && a.hasValue === b.hasValue && (!a.hasValue || equals(a.value, b.value));
  }
  return false;
}

export function includes(list: CelList, value: Value): boolean {
  for (const item of list) if (equals(item, value)) return true;
  return false;
}

/** Less than, equal to or greater than zero, as for sorting. @throws CelError for what has no order */
export function compare(a: Value, b: Value): number {
  if (isNumeric(a) && isNumeric(b)) {
    const [left, right] = [toComparable(a), toComparable(b)];
    if (Number.isNaN(left) || Number.isNaN(right)) throw new CelError('NaN values cannot be ordered');
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  const isTime = (a instanceof Duration && b instanceof Duration) || (a instanceof Timestamp && b instanceof Timestamp);
  if (isTime) return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  throw noSuchOverload();
}

export function isNumeric(value: Value): value is bigint | number | Uint {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;
}

function toComparable(value: bigint | number | Uint): bigint | number {
  return value instanceof Uint ? value.value : value;
}

function looselyEqual(a: bigint | number | Uint, b: bigint | number | Uint): boolean {
  const [left, right] = [toComparable(a), toComparable(b)];
  return !(left < right) && !(left > right) && !Number.isNaN(left) && !Number.isNaN(right);
}
