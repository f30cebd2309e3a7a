import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

/** A value of a manifest with the way to it. What is of another type than asked for counts as absent. */
export class Field {
  readonly path: string;
  readonly value: unknown;

  constructor(path: string, value: unknown) {
    this.path = path;
    this.value = value;
  }

  get(name: string): Field {
    const path = this.path === '' ? name : `${this.path}.${name}`;
    return new Field(path, isObject(this.value) ? this.value[name] : undefined);
  }

  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  items(): Field[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((item: unknown, index) => new Field(`${this.path}[${index}]`, item));
  }

  text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  /** Empty where it is none. */
  object(): JsonObject {
    return isObject(this.value) ? this.value : {};
  }

  texts(): Record<string, string> {
    const entries = Object.entries(this.object()).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(entries) as Record<string, string>;
  }
}
