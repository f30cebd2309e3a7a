import { keyOf } from './key.ts';
import type { Equality, Value } from './value.ts';

/** A map, or an object whose fields are its keys. */
export abstract class CelMap {
  abstract readonly size: number;
  /** Undefined for a missing key. */
  abstract get(key: Value): Value | undefined;
  abstract keys(): Iterable<Value>;

  equals(other: CelMap, isSame: Equality): boolean {
    if (this.size !== other.size) return false;
    for (const key of this.keys()) {
      const [own, theirs] = [this.get(key), other.get(key)];
      if (own === undefined || theirs === undefined || !isSame(own, theirs)) return false;
    }
    return true;
  }
}

/** A map of a literal or of a function's result. */
export class EntryMap extends CelMap {
  readonly #entries = new Map<string, [Value, Value]>();

  /** Of two entries with equal keys the latter stays. */
  set(key: Value, value: Value): void {
    this.#entries.set(keyOf(key), [key, value]);
  }

  override get size(): number {
    return this.#entries.size;
  }

  override get(key: Value): Value | undefined {
    return this.#entries.get(keyOf(key))?.[1];
  }

  override keys(): Iterable<Value> {
    return [...this.#entries.values()].map(([key]) => key);
  }
}
