import { keyOf } from './key.ts';
import type { Equality, Value } from './value.ts';

/** A list; its items may be made only when they are asked for. */
export abstract class CelList {
  abstract readonly size: number;
  /** @param index within the list */
  abstract at(index: number): Value;

  *[Symbol.iterator](): Generator<Value, undefined> {
    for (let index = 0; index < this.size; index++) yield this.at(index);
  }

  equals(other: CelList, isSame: Equality): boolean {
    if (this.size !== other.size) return false;
    for (let index = 0; index < this.size; index++) if (!isSame(this.at(index), other.at(index))) return false;
    return true;
  }

  concat(other: CelList): CelList {
    return new ArrayList([...this, ...other]);
  }
}

export class ArrayList extends CelList {
  readonly #items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.#items = items;
  }

  override get size(): number {
    return this.#items.length;
  }

  override at(index: number): Value {
    return this.#items[index] ?? null;
  }
}

/**
 * A list of type `set` or `map`: its order says nothing, and adding a list replaces items of the same identity and
 * appends the others. https://kubernetes.io/docs/reference/using-api/cel/#type-checking
 */
export class KeyedList extends CelList {
  readonly #items: CelList;
  readonly #identify: (item: Value) => string;

  /** @param identify what tells items apart; by their value where missing */
  constructor(items: CelList, identify: (item: Value) => string = keyOf) {
    super();
    this.#items = items;
    this.#identify = identify;
  }

  override get size(): number {
    return this.#items.size;
  }

  override at(index: number): Value {
    return this.#items.at(index);
  }

  override equals(other: CelList, isSame: Equality): boolean {
    if (this.size !== other.size) return false;
    const own = new Map([...this].map((item) => [this.#identify(item), item]));
    return [...other].every((item) => {
      const found = own.get(this.#identify(item));
      return found !== undefined && isSame(found, item);
    });
  }

  override concat(other: CelList): CelList {
    const merged = new Map([...this].map((item) => [this.#identify(item), item]));
    for (const item of other) merged.set(this.#identify(item), item);
    return new KeyedList(new ArrayList([...merged.values()]), this.#identify);
  }
}
