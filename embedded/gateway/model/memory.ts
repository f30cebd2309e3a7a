import type { Model } from './model.ts';

/**
 * What was computed from a model for an object, for as long as all that was read of the model is the same: other objects may
 * come and go. Each memory is for one computation, which must depend on nothing else that changes.
 */
export type Memory<Subject extends object, Result> = (
  model: Model,
  subject: Subject,
  compute: (model: Model) => Result,
) => Result;

/** Whether what was read before is the same in another model. */
type Read = (model: Model) => boolean;

export function createMemory<Subject extends object, Result>(): Memory<Subject, Result> {
  const kept = new WeakMap<Subject, { result: Result; reads: readonly Read[] }>();
  return (model, subject, compute) => {
    const known = kept.get(subject);
    if (known?.reads.every((isSame) => isSame(model))) return known.result;
    const reads: Read[] = [];
    const result = compute(observe(model, (read) => reads.push(read)));
    kept.set(subject, { result, reads });
    return result;
  };
}

/** Computes each time. */
export const remembersNothing = <Subject extends object, Result>(
  model: Model,
  _subject: Subject,
  compute: (model: Model) => Result,
): Result => compute(model);

/** The model, where each look at it is noted: at the object of a key, or at a map as a whole. */
function observe(model: Model, note: (read: Read) => void): Model {
  const fields = Object.keys(model).map((name) => {
    const field = name as keyof Model;
    return [field, new ObservedMap(model[field], (of) => note((other) => of(other[field])))];
  });
  return Object.fromEntries(fields);
}

type AnyMap = ReadonlyMap<string, unknown>;

class ObservedMap implements AnyMap {
  readonly #map: AnyMap;
  readonly #note: (isSame: (map: AnyMap) => boolean) => void;

  constructor(map: AnyMap, note: (isSame: (map: AnyMap) => boolean) => void) {
    this.#map = map;
    this.#note = note;
  }

  get(key: string): unknown {
    const value = this.#map.get(key);
    this.#note((map) => map.get(key) === value);
    return value;
  }

  has(key: string): boolean {
    const has = this.#map.has(key);
    this.#note((map) => map.has(key) === has);
    return has;
  }

  get size(): number {
    return this.#whole().size;
  }

  forEach(visit: (value: unknown, key: string, map: AnyMap) => void): void {
    this.#whole().forEach(visit);
  }

  // As generators these note nothing where nobody looks at what they give.
  *entries(): MapIterator<[string, unknown]> {
    yield* this.#whole().entries();
  }

  *keys(): MapIterator<string> {
    yield* this.#whole().keys();
  }

  *values(): MapIterator<unknown> {
    yield* this.#whole().values();
  }

  [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  #whole(): AnyMap {
    const seen = this.#map;
    this.#note((map) => map === seen);
    return seen;
  }
}
