import { type CelType, DYN, isSameType, partsOf, rebuild } from './type.ts';

const NULLABLE = ['opaque', 'object', 'optional', 'duration', 'timestamp', 'null'];

/** What the type parameters of one expression stand for, as far as is known. */
export class Bindings {
  #bound = new Map<string, CelType>();
  #fresh = 0;

  /** A parameter that stands for nothing yet. */
  makeParam(): CelType {
    this.#fresh += 1;
    return { kind: 'param', name: `_var${this.#fresh}` };
  }

  /** A function's types with parameters of their own, so that two calls do not share them. */
  instantiate(types: readonly CelType[]): CelType[] {
    const made = new Map<string, CelType>();
    const replace = (type: CelType): CelType => {
      if (type.kind !== 'param') return rebuild(type, replace);
      const known = made.get(type.name) ?? this.makeParam();
      made.set(type.name, known);
      return known;
    };
    return types.map(replace);
  }

  /** The type with known parameters replaced; unknown ones by dyn where `toDyn`. */
  resolve(type: CelType, toDyn = false): CelType {
    if (type.kind === 'param') {
      const bound = this.#bound.get(type.name);
      if (bound) return this.resolve(bound, toDyn);
      return toDyn ? DYN : type;
    }
    return rebuild(type, (part) => this.resolve(part, toDyn));
  }

  /** True where values of `from` can be given for `to`, pairwise; then keeps what that says of parameters. */
  assign(from: readonly CelType[], to: readonly CelType[]): boolean {
    if (from.length !== to.length) return false;
    const before = new Map(this.#bound);
    if (from.every((type, index) => this.#fits(type, to[index] ?? DYN))) return true;
    this.#bound = before;
    return false;
  }

  /** The more general of two types that can stand for each other; undefined where they cannot. */
  join(previous: CelType, current: CelType): CelType | undefined {
    if (!this.assign([previous], [current])) return undefined;
    return isLessSpecific(previous, current) ? previous : current;
  }

  #fits(a: CelType, b: CelType): boolean {
    if (b.kind === 'param') {
      const known = this.#bound.has(b.name);
      if (this.#bind(a, b)) return true;
      if (known) return false;
    }
    if (a.kind === 'param') return this.#bind(b, a);
    if (isLoose(a) || isLoose(b)) return true;
    if (a.kind === 'null') return NULLABLE.includes(b.kind);
    if (b.kind === 'null') return NULLABLE.includes(a.kind);
    if (a.kind !== b.kind) return false;
    if (a.kind === 'type') return true;
    if ('name' in a && 'name' in b) return a.name === b.name;
    const [left, right] = [partsOf(a), partsOf(b)];
    return left.length === right.length && left.every((part, index) => this.#fits(part, right[index] ?? DYN));
  }

  #bind(type: CelType, param: CelType & { kind: 'param' }): boolean {
    if (isSameType(type, param)) return true;
    const bound = this.#bound.get(param.name);
    if (!bound) {
      if (this.#occurs(param.name, type)) return false;
      this.#bound.set(param.name, type);
      return true;
    }
    if (isSameType(type, bound)) return true;
    if (!this.#fits(type, bound)) return false;
    const general = isLessSpecific(type, bound) ? type : bound;
    if (!this.#occurs(param.name, general)) this.#bound.set(param.name, general);
    return true;
  }

  #occurs(name: string, type: CelType): boolean {
    if (type.kind !== 'param') return partsOf(type).some((part) => this.#occurs(name, part));
    const bound = this.#bound.get(type.name);
    return type.name === name || (bound !== undefined && this.#occurs(name, bound));
  }
}

function isLoose({ kind }: CelType): boolean {
  return kind === 'dyn' || kind === 'error';
}

function isLessSpecific(a: CelType, b: CelType): boolean {
  if (a.kind === 'dyn' || a.kind === 'param') return true;
  if (b.kind === 'dyn' || b.kind === 'param' || a.kind !== b.kind) return false;
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.length === 0) return isSameType(a, b);
  return left.every((part, index) => isLessSpecific(part, right[index] ?? DYN));
}
