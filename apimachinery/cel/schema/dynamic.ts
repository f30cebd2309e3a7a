import { isObject } from '../../json.ts';
import type { JsonObject } from '../../types.ts';
import { ArrayList, type CelList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import type { Value } from '../values/value.ts';

/** JSON without a schema, as admission policies see objects: whole numbers are int, others double. */
export function wrapDynamic(json: unknown): Value {
  if (Array.isArray(json)) return wrapItems(json);
  if (isObject(json)) return new JsonMap(json);
  if (typeof json === 'number') return Number.isInteger(json) ? BigInt(json) : json;
  return typeof json === 'string' || typeof json === 'boolean' ? json : null;
}

function wrapItems(json: readonly unknown[]): CelList {
  return new ArrayList(json.map(wrapDynamic));
}

class JsonMap extends CelMap {
  readonly #json: JsonObject;

  constructor(json: JsonObject) {
    super();
    this.#json = json;
  }

  override get size(): number {
    return Object.keys(this.#json).length;
  }

  override get(key: Value): Value | undefined {
    return typeof key === 'string' && Object.hasOwn(this.#json, key) ? wrapDynamic(this.#json[key]) : undefined;
  }

  override keys(): Iterable<Value> {
    return Object.keys(this.#json);
  }
}
