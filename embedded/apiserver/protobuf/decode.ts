import type { Reader } from 'protobufjs';
import protobuf from 'protobufjs/minimal.js';
import { badRequest } from '../../../apimachinery/errors/status.ts';
import { ensureObject, setField } from '../../../apimachinery/json.ts';
import { type Field, findType, MessageType, type Scalar } from '../../../apimachinery/kinds/read.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { hasMagic, MAGIC } from './envelope.ts';
import { readSpecial } from './special.ts';

/**
 * An object in the envelope that Kubernetes puts around protobuf, as the JSON that it stands for.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 * @throws ApiError 400
 */
export function decodeProtobuf(bytes: Uint8Array): JsonObject {
  try {
    return readEnvelope(bytes);
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof SyntaxError) && !isProtobufError(error)) throw error;
    throw badRequest(`the body is no protobuf of Kubernetes: ${error.message}`);
  }
}

function isProtobufError(error: unknown): error is Error {
  return error instanceof Error && /^(invalid wire type|illegal )/.test(error.message);
}

function readEnvelope(bytes: Uint8Array): JsonObject {
  if (!hasMagic(bytes))
    throw badRequest('provided data does not appear to be a protobuf message, expected prefix "k8s\\0"');
  const reader = protobuf.Reader.create(bytes.subarray(MAGIC.length));
  let raw: Uint8Array = new Uint8Array();
  const identity = { apiVersion: '', kind: '' };
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) readTypeMeta(reader, reader.uint32() + reader.pos, identity);
    else if (tag >>> 3 === 2) raw = reader.bytes();
    else reader.skipType(tag & 7);
  }
  const { apiVersion, kind } = identity;
  const type = findType(apiVersion, kind);
  if (!type)
    throw badRequest(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`);
  return { apiVersion, kind, ...readMessage(protobuf.Reader.create(raw), raw.length, type) };
}

function readTypeMeta(reader: Reader, end: number, identity: { apiVersion: string; kind: string }): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) identity.apiVersion = reader.string();
    else if (tag >>> 3 === 2) identity.kind = reader.string();
    else reader.skipType(tag & 7);
  }
}

/** The message that ends at `end`. */
export function readMessage(reader: Reader, end: number, type: MessageType): JsonObject {
  const object: JsonObject = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = type.byNumber.get(tag >>> 3);
    if (field) readField(reader, tag & 7, field, object);
    else reader.skipType(tag & 7);
  }
  if (reader.pos > end) throw new RangeError(`a field of ${type.name} ends beyond it`);
  return object;
}

function readField(reader: Reader, wireType: number, field: Field, object: JsonObject): void {
  if (field.shape === 'map') {
    readEntry(reader, field, object);
    return;
  }
  if (field.shape === 'list') {
    const list = ensureList(object, field.name);
    // Numbers may come packed: one length, then all of them.
    const isPacked = wireType === 2 && isNumeric(field.type);
    const end = isPacked ? reader.uint32() + reader.pos : reader.pos + 1;
    while (reader.pos < end) list.push(readValue(reader, field));
    return;
  }
  const value = readValue(reader, field);
  if (field.shape === 'inline') Object.assign(object, value);
  else if (value !== undefined && value !== null && (field.keepsZero || !isZero(field.type, value)))
    object[field.name] = value;
}

function ensureList(object: JsonObject, name: string): unknown[] {
  const known = object[name];
  if (Array.isArray(known)) return known;
  const made: unknown[] = [];
  object[name] = made;
  return made;
}

function readEntry(reader: Reader, field: Field, object: JsonObject): void {
  const end = reader.uint32() + reader.pos;
  let key = '';
  let value: unknown;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) key = reader.string();
    else if (tag >>> 3 === 2) value = field.holdsLists ? readHeldList(reader, field) : readValue(reader, field);
    else reader.skipType(tag & 7);
  }
  const entries = ensureObject(object, field.name);
  const missing = field.type === 'string' ? '' : undefined;
  if (value !== undefined || missing !== undefined) setField(entries, key, value ?? missing);
}

function readHeldList(reader: Reader, field: Field): unknown[] {
  const end = reader.uint32() + reader.pos;
  const items: unknown[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) items.push(readValue(reader, field));
    else reader.skipType(tag & 7);
  }
  return items;
}

function readValue(reader: Reader, { type }: Field): unknown {
  if (type instanceof MessageType) return readMessage(reader, reader.uint32() + reader.pos, type);
  switch (type) {
    case 'string':
      return reader.string();
    case 'bool':
      return reader.bool();
    case 'int32':
      return reader.int32();
    case 'int64':
      return Number(reader.int64());
    case 'double':
      return reader.double();
    case 'bytes':
      return Buffer.from(reader.bytes()).toString('base64');
    default:
      return readSpecial(protobuf.Reader.create(reader.bytes()), type, decodeProtobuf, readMessage);
  }
}

function isNumeric(type: Field['type']): boolean {
  const numeric: readonly (Scalar | unknown)[] = ['bool', 'int32', 'int64', 'double'];
  return numeric.includes(type);
}

/** Of a scalar only: no type of its own leaves anything out. */
function isZero(type: Field['type'], value: unknown): boolean {
  if (type instanceof MessageType || type === 'IntOrString') return false;
  return value === '' || value === 0 || value === false;
}
