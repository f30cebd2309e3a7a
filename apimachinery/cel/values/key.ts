import { Uint } from './scalars.ts';
import type { Value } from './value.ts';

/** A text that is the same for equal keys of a map: numbers of all types that are equal are the same key. */
export function keyOf(value: Value): string {
  if (value instanceof Uint) return `number ${value.value}`;
  if (typeof value === 'bigint' || typeof value === 'number') return `number ${value}`;
  return `${typeof value} ${String(value)}`;
}
