import type { CelType } from '../types/type.ts';
import type { Value } from '../values/value.ts';

/** Values of variables, by slot; made for each evaluation. */
export type Frame = Value[];

/** An expression's part, ready to run. */
export interface Compiled {
  readonly type: CelType;
  /** Of a literal. */
  readonly literal?: Value;
  /** @throws CelError */
  run(frame: Frame): Value;
}

export interface Variable {
  readonly type: CelType;
  readonly slot: number;
}

/** The variables that a part of an expression can name. */
export class Scope {
  readonly #variables: ReadonlyMap<string, Variable>;
  readonly #counter: { slots: number };

  constructor(variables: ReadonlyMap<string, Variable>, counter: { slots: number }) {
    this.#variables = variables;
    this.#counter = counter;
  }

  static of(types: Readonly<Record<string, CelType>>): Scope {
    const entries = Object.entries(types).map(([name, type], slot) => [name, { type, slot }] as const);
    return new Scope(new Map(entries), { slots: entries.length });
  }

  find(name: string): Variable | undefined {
    return this.#variables.get(name);
  }

  /** A scope with one more variable, which has a slot of its own. */
  with(name: string, type: CelType): { scope: Scope; slot: number } {
    const slot = this.#counter.slots;
    this.#counter.slots += 1;
    const variables = new Map(this.#variables).set(name, { type, slot });
    return { scope: new Scope(variables, this.#counter), slot };
  }
}
