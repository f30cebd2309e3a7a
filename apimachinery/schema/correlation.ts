import { isEqual, isObject } from '../json.ts';
import type { JsonSchema } from '../types.ts';

/**
 * A value beside the one it replaces. Fields are matched by name, items only where their list is a map; what cannot be
 * matched has no correlation.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-ratcheting
 */
export class Correlation {
  readonly value: unknown;
  readonly old: unknown;
  readonly schema: JsonSchema;
  #unchanged: boolean | undefined;
  #items: Map<string, unknown> | undefined;

  constructor(value: unknown, old: unknown, schema: JsonSchema) {
    this.value = value;
    this.old = old;
    this.schema = schema;
  }

  get isUnchanged(): boolean {
    this.#unchanged ??= this.#compare();
    return this.#unchanged;
  }

  /** Of a field that both have. */
  field(name: string): Correlation | undefined {
    const { value, old, schema } = this;
    if (!isObject(value) || !isObject(old) || !Object.hasOwn(value, name) || !Object.hasOwn(old, name))
      return undefined;
    const { properties, additionalProperties } = schema;
    const others = isObject(additionalProperties) ? (additionalProperties as JsonSchema) : undefined;
    const child = properties && Object.hasOwn(properties, name) ? properties[name] : others;
    return child && new Correlation(value[name], old[name], child);
  }

  /** Of an item, with the old item of the same keys. */
  item(index: number): Correlation | undefined {
    const { value, schema } = this;
    if (!Array.isArray(value) || !schema.items) return undefined;
    const old = this.findOldItem(value[index]);
    return old === undefined ? undefined : new Correlation(value[index], old, schema.items);
  }

  /** The old item that has the keys of this one. */
  findOldItem(item: unknown): unknown {
    if (!Array.isArray(this.old) || this.schema['x-kubernetes-list-type'] !== 'map') return undefined;
    const keys = this.schema['x-kubernetes-list-map-keys'] ?? [];
    this.#items ??= new Map(this.old.map((one) => [identify(one, keys), one]));
    return this.#items.get(identify(item, keys));
  }

  #compare(): boolean {
    const { value, old } = this;
    if (Array.isArray(value) && Array.isArray(old) && this.schema['x-kubernetes-list-type'] === 'map') {
      return value.length === old.length && value.every((_, index) => this.item(index)?.isUnchanged === true);
    }
    if (!isObject(value) || !isObject(old)) return isEqual(value, old);
    const names = Object.keys(value);
    if (names.length !== Object.keys(old).length) return false;
    return names.every((name) => this.field(name)?.isUnchanged ?? isEqual(value[name], old[name] ?? MISSING));
  }
}

const MISSING = Symbol('missing');

function identify(item: unknown, keys: readonly string[]): string {
  const fields = isObject(item) ? item : {};
  return JSON.stringify(keys.map((key) => fields[key] ?? null));
}
