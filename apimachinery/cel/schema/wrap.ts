import { isEqual, isObject } from '../../json.ts';
import type { JsonObject, JsonSchema } from '../../types.ts';
import { keyOf } from '../values/key.ts';
import { CelList, KeyedList } from '../values/list.ts';
import { CelMap } from '../values/map.ts';
import { Opaque } from '../values/opaque.ts';
import { CelError } from '../values/scalars.ts';
import { Duration, Timestamp } from '../values/time.ts';
import type { Equality, Value } from '../values/value.ts';
import { isResource, withIdentity } from './declare.ts';
import { escapeName, isReserved } from './escape.ts';

/** JSON as expressions see it, by its structural schema. Parts are made when they are asked for. */
export function wrapValue(json: unknown, schema: JsonSchema): Value {
  if (json === null || json === undefined) {
    if (schema.nullable) return null;
    throw new CelError('invalid data, got null for schema with nullable=false');
  }
  if (schema['x-kubernetes-int-or-string'] === true) return typeof json === 'string' ? json : toInt(json);
  switch (schema.type) {
    case 'object':
      if (!isObject(json)) throw wrongData('a map for the provided schema with type=object');
      return new SchemaMap(json, isResource(schema) ? withIdentity(schema) : schema);
    case 'array':
      if (!Array.isArray(json) || !schema.items) throw wrongData('an array for the provided schema with type=array');
      return wrapList(json, schema, schema.items);
    case 'string':
      if (typeof json !== 'string') throw wrongData(`string, got ${typeof json}`);
      return wrapText(json, schema.format);
    case 'number':
      if (typeof json !== 'number') throw wrongData(`float, got ${typeof json}`);
      return json;
    case 'integer':
      return toInt(json);
    case 'boolean':
      if (typeof json !== 'boolean') throw wrongData(`bool, got ${typeof json}`);
      return json;
    default:
      return new Unknown(json);
  }
}

function wrongData(expected: string): CelError {
  return new CelError(`invalid data, expected ${expected}`);
}

function toInt(json: unknown): bigint {
  if (typeof json !== 'number' || !Number.isInteger(json)) throw wrongData(`int, got ${typeof json}`);
  return BigInt(json);
}

function wrapText(text: string, format: unknown): Value {
  if (format === 'byte') return new Uint8Array(Buffer.from(text, 'base64'));
  if (format === 'duration') return Duration.parse(text) ?? fail(`Invalid duration ${text}`);
  if (format === 'date') return Timestamp.parse(`${text}T00:00:00Z`) ?? fail(`Invalid date formatted string ${text}`);
  if (format === 'date-time') return Timestamp.parse(text) ?? fail(`Invalid date-time formatted string ${text}`);
  return text;
}

function fail(message: string): never {
  throw new CelError(message);
}

function wrapList(json: readonly unknown[], schema: JsonSchema, items: JsonSchema): CelList {
  const list = new SchemaList(json, items);
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return new KeyedList(list);
  if (type !== 'map') return list;
  const keys = (schema['x-kubernetes-list-map-keys'] ?? []).map((key) => escapeName(key) ?? key);
  return new KeyedList(list, (item) =>
    keys.map((key) => keyOf((item instanceof CelMap ? item.get(key) : undefined) ?? null)).join('\n'),
  );
}

class SchemaList extends CelList {
  readonly #json: readonly unknown[];
  readonly #items: JsonSchema;

  constructor(json: readonly unknown[], items: JsonSchema) {
    super();
    this.#json = json;
    this.#items = items;
  }

  override get size(): number {
    return this.#json.length;
  }

  override at(index: number): Value {
    return wrapValue(this.#json[index], this.#items);
  }
}

/** An object by its properties, or a map by its additional ones. */
class SchemaMap extends CelMap {
  readonly #json: JsonObject;
  readonly #schema: JsonSchema;
  readonly #properties: Readonly<Record<string, JsonSchema>> | undefined;
  readonly #names: ReadonlyMap<string, string> | undefined;

  constructor(json: JsonObject, schema: JsonSchema) {
    super();
    this.#json = json;
    this.#schema = schema;
    this.#properties = schema.properties;
    this.#names = schema.properties && unescapedNames(schema.properties);
  }

  override get size(): number {
    return Object.keys(this.#json).length;
  }

  override get(key: Value): Value | undefined {
    if (typeof key !== 'string') return undefined;
    const name = this.#names ? this.#names.get(key) : key;
    if (name === undefined || !Object.hasOwn(this.#json, name)) return undefined;
    const json = this.#json[name];
    if (this.#properties && json === null) return undefined;
    const child = this.#schemaOf(name);
    return child && wrapValue(json, child);
  }

  override keys(): Iterable<Value> {
    const names = Object.keys(this.#json).filter((name) => this.#schemaOf(name) !== undefined);
    return this.#names ? names.map((name) => escapeName(name) ?? name) : names;
  }

  /** Fields that no expression can see count too. */
  override equals(other: CelMap, isSame: Equality): boolean {
    if (!super.equals(other, isSame)) return false;
    if (!(other instanceof SchemaMap)) return true;
    const hidden = Object.keys(this.#json).filter((name) => this.#schemaOf(name) === undefined);
    return hidden.every((name) => isEqual(this.#json[name], other.#json[name]));
  }

  #schemaOf(name: string): JsonSchema | undefined {
    if (this.#properties) return Object.hasOwn(this.#properties, name) ? this.#properties[name] : undefined;
    const others = this.#schema.additionalProperties;
    return isObject(others) ? (others as JsonSchema) : undefined;
  }
}

const known = new WeakMap<object, ReadonlyMap<string, string>>();

/** Property names by what expressions call them. */
function unescapedNames(properties: Readonly<Record<string, JsonSchema>>): ReadonlyMap<string, string> {
  const found = known.get(properties);
  if (found) return found;
  const made = new Map<string, string>();
  for (const name of Object.keys(properties)) {
    made.set(escapeName(name) ?? name, name);
    if (isReserved(name)) made.set(name, name);
  }
  known.set(properties, made);
  return made;
}

/** What a schema keeps without knowing it: it can be compared, nothing else. */
class Unknown extends Opaque {
  override readonly typeName = 'unknown';
  readonly #json: unknown;

  constructor(json: unknown) {
    super();
    this.#json = json;
  }

  override equals(other: Value): boolean {
    return other instanceof Unknown && isEqual(this.#json, other.#json);
  }
}
