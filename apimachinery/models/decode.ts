import { cloneJson, isObject, setField } from '../json.ts';
import type { JsonObject, JsonSchema } from '../types.ts';
import { formatQuantity } from './quantity.ts';
import { describeTimeFault } from './time.ts';
import { MICRO, type Model, modelOf, nameGoType, OPAQUE } from './types.ts';

export interface Decoded {
  value: JsonObject;
  /** Paths of fields that the model does not have, `spec.containers[0].foo`. */
  unknown: string[];
}

/** A body that does not fit its Go type; the message is the decoder's. */
export class TypeMismatch extends Error {
  /** The same where the body comes of a strategic merge patch, which goes another way. */
  readonly converted: string;

  constructor(message: string, converted = message) {
    super(message);
    this.converted = converted;
  }
}

const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What a key of a map holds that is given as null. */
const EMPTY: Readonly<Record<string, unknown>> = { string: '', integer: 0, boolean: false, number: 0 };

interface Place {
  /** Where the value is, `spec.containers[0].name`. */
  path: string;
  /** As the decoder tells it: the struct's name, and the fields without indexes. */
  struct: string;
  fields: string;
}

/**
 * Reads an object as a typed server does: unknown fields and nulls are dropped, as are empty lists and maps, and fields
 * that are always written are there.
 * @throws TypeMismatch naming the first field of a wrong type
 */
export function decodeTyped(object: JsonObject, schema: JsonSchema): Decoded {
  const unknown: string[] = [];
  let mismatch: TypeMismatch | undefined;

  function refuse(value: unknown, schema: JsonSchema, { struct, fields }: Place): undefined {
    const type = nameGoType(schema);
    const decoding = `json: cannot unmarshal ${describe(value, type)} into Go struct field ${struct}.${fields} of type ${type}`;
    mismatch ??= new TypeMismatch(decoding, describeConversion(value, schema));
  }

  function read(value: unknown, type: JsonSchema, place: Place): unknown {
    if (type['x-kubernetes-preserve-unknown-fields']) return cloneJson(value);
    if (value === null) return undefined;
    if (type.items) return readList(value, type, type.items, place);
    if (type.type === 'object') return isObject(value) ? readObject(value, type, place) : refuse(value, type, place);
    return readScalar(value, type, place);
  }

  function readList(value: unknown, type: JsonSchema, items: JsonSchema, place: Place): unknown {
    if (!Array.isArray(value)) return refuse(value, type, place);
    return value.map((item, index) => {
      const path = `${place.path}[${index}]`;
      return read(item, items, { ...place, path }) ?? (items.type === 'object' ? {} : item);
    });
  }

  function readObject(value: JsonObject, type: JsonSchema, place: Place): JsonObject {
    const { properties, additionalProperties } = type;
    const result: JsonObject = {};
    const model = modelOf(type);
    for (const name of Object.keys(value)) {
      const path = place.path ? `${place.path}.${name}` : name;
      const child = properties
        ? Object.hasOwn(properties, name)
          ? properties[name]
          : undefined
        : additionalProperties;
      if (!isObject(child)) {
        unknown.push(path);
        continue;
      }
      const fields = place.fields ? `${place.fields}.${name}` : name;
      const found = read(value[name], child, model ? { path, fields, struct: model.type.name } : { ...place, path });
      // A map keeps its keys, whatever they hold.
      if (found === undefined && !properties)
        setField(result, name, child.type === 'object' ? {} : EMPTY[String(child.type)]);
      if (found !== undefined && !(model && isLeftOut(found, name, child, model))) setField(result, name, found);
    }
    if (model) fillZeros(result, type, model, place);
    return result;
  }

  function fillZeros(result: JsonObject, type: JsonSchema, { zeros }: Model, place: Place): void {
    for (const [name, zero] of Object.entries(zeros)) {
      if (Object.hasOwn(result, name)) continue;
      const child = type.properties?.[name];
      result[name] = zero === '{}' && child ? readObject({}, child, place) : JSON.parse(zero);
    }
  }

  function readScalar(value: unknown, type: JsonSchema, place: Place): unknown {
    const { format } = type;
    if (format === 'quantity' && (typeof value === 'string' || typeof value === 'number')) {
      const amount = formatQuantity(String(value));
      if (amount === undefined) throw new TypeMismatch(QUANTITY);
      return amount;
    }
    if (!isOfType(value, type)) return refuse(value, type, place);
    const fault = format === 'date-time' ? describeTimeFault(String(value), type[MICRO] === true) : undefined;
    if (fault) throw new TypeMismatch(fault);
    if (format === 'byte' && !BASE64.test(String(value))) {
      const end = /^([A-Za-z0-9+/]{4})*/.exec(String(value))?.[0].length ?? 0;
      throw new TypeMismatch(`illegal base64 data at input byte ${end}`);
    }
    return value;
  }

  const value = readObject(object, schema, { path: '', struct: '', fields: '' });
  if (mismatch) throw mismatch;
  return { value, unknown };
}

/** True for an empty list or map, and for a zero that says no more than that nothing is given. */
function isLeftOut(value: unknown, name: string, schema: JsonSchema, { type, zeros }: Model): boolean {
  if (schema[OPAQUE]) return false;
  if (Array.isArray(value)) return value.length === 0 && zeros[name] === undefined;
  if (isObject(value)) return schema.additionalProperties !== undefined && Object.keys(value).length === 0;
  const isZero = value === '' || value === 0 || value === false;
  const field = isZero ? type.byName.get(name) : undefined;
  return field !== undefined && typeof field.type === 'string' && field.type !== 'IntOrString' && !field.keepsZero;
}

function isOfType(value: unknown, type: JsonSchema): boolean {
  if (type['x-kubernetes-int-or-string']) return typeof value === 'string' || isInteger(value, 'int32');
  if (type.type === 'integer') return isInteger(value, String(type.format));
  return typeof value === type.type;
}

function isInteger(value: unknown, format: string): boolean {
  if (!Number.isInteger(value)) return false;
  return format !== 'int32' || (Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31);
}

/** A JSON value in the decoder's words; a number is printed where it would fit but for its value. */
function describe(value: unknown, type: string): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return /^int/.test(type) ? `number ${value}` : 'number';
  return typeof value;
}

/** Why a value that is no JSON any more cannot become a field. */
function describeConversion(value: unknown, schema: JsonSchema): string {
  const kind = nameKind(value);
  const type = nameGoType(schema);
  if (modelOf(schema)) return `cannot restore struct from: ${kind}`;
  if (schema.items) return `cannot restore slice from ${kind}`;
  if (schema.additionalProperties) return `cannot restore map from ${kind}`;
  const isCast = (kind === 'int64' && type === 'string') || (kind === 'float64' && type.startsWith('int'));
  return isCast ? `cannot convert ${kind} to ${type}` : `unrecognized type: ${type}`;
}

function nameKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'object' ? 'map' : 'string';
}
