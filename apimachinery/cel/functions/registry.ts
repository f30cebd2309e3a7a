import { type CelType, parseType } from '../types/type.ts';
import type { Value } from '../values/value.ts';

export interface Overload {
  readonly params: readonly CelType[];
  readonly result: CelType;
  call(...args: Value[]): Value;
}

/** One function with all its overloads, told apart by whether they are called on a receiver. */
export interface FunctionEntry {
  readonly name: string;
  readonly functions: Overload[];
  readonly methods: Overload[];
}

// Implementations take the types that their signature declares; the dispatch sees to that.
type Implementation = (...args: never[]) => Value;

/** The functions that expressions can call. Operators are functions too, by names such as `_+_`. */
export class FunctionTable {
  readonly #entries = new Map<string, FunctionEntry>();

  /** A global function: `isIP`, `format.named`. */
  add(name: string, params: readonly string[], result: string, call: Implementation): this {
    this.#entry(name).functions.push(makeOverload(params, result, call));
    return this;
  }

  /** A method; the receiver's type is the first parameter. */
  addMethod(name: string, params: readonly string[], result: string, call: Implementation): this {
    this.#entry(name).methods.push(makeOverload(params, result, call));
    return this;
  }

  find(name: string): FunctionEntry | undefined {
    return this.#entries.get(name);
  }

  #entry(name: string): FunctionEntry {
    const known = this.#entries.get(name) ?? { name, functions: [], methods: [] };
    this.#entries.set(name, known);
    return known;
  }
}

function makeOverload(params: readonly string[], result: string, call: Implementation): Overload {
  return {
    params: params.map(parseType),
    result: parseType(result),
    call: call as unknown as (...args: Value[]) => Value,
  };
}
