import { CelList } from './list.ts';
import { CelMap } from './map.ts';
import { CelError, noSuchOverload, Uint } from './scalars.ts';
import type { Value } from './value.ts';

/** The item at an index or the value of a key; undefined where it is missing. */
export function findItem(target: Value, index: Value): Value | undefined {
  if (target instanceof CelMap) return target.get(index);
  if (!(target instanceof CelList)) throw noSuchOverload();
  const position = index instanceof Uint ? Number(index.value) : Number(index);
  return Number.isInteger(position) && position >= 0 && position < target.size ? target.at(position) : undefined;
}

export function requireItem(target: Value, index: Value): Value {
  const found = findItem(target, index);
  if (found !== undefined) return found;
  const what =
    target instanceof CelMap ? `no such key: ${formatKey(index)}` : `index out of bounds: ${formatKey(index)}`;
  throw new CelError(what);
}

/** A key or index as messages print it. */
function formatKey(value: Value): string {
  return value instanceof Uint ? String(value.value) : String(value);
}
