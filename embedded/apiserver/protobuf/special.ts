import type { Reader, Writer } from 'protobufjs';
import protobuf from 'protobufjs/minimal.js';
import { isObject } from '../../../apimachinery/json.ts';
import { type MessageType, requireType, type Special } from '../../../apimachinery/kinds/read.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { hasMagic } from './envelope.ts';

type ReadMessage = (reader: Reader, end: number, type: MessageType) => JsonObject;
type WriteMessage = (writer: Writer, type: MessageType, value: JsonObject) => void;

/** Fields of a special type by number, as they stand on the wire. */
type Parts = Map<number, { number: number; bytes: Uint8Array }[]>;

/** The JSON of a special type's message. @param readObject for an object within, which has an envelope of its own */
export function readSpecial(
  reader: Reader,
  type: Special,
  readObject: (bytes: Uint8Array) => JsonObject,
  readMessage: ReadMessage,
): unknown {
  const parts = readParts(reader);
  const last = (id: number) => parts.get(id)?.at(-1);
  const text = (id: number) => Buffer.from(last(id)?.bytes ?? []).toString();
  const schema = (id: number) =>
    (parts.get(id) ?? []).map(({ bytes }) => readMessage(protobuf.Reader.create(bytes), bytes.length, schemaType()));
  switch (type) {
    case 'Quantity':
      return text(1) || '0';
    case 'IntOrString':
      return last(1)?.number ? text(3) : (last(2)?.number ?? 0) | 0;
    case 'Time':
    case 'MicroTime':
      return formatTime(last(1)?.number ?? 0, last(2)?.number ?? 0, type === 'Time' ? 0 : 6);
    case 'FieldsV1':
    case 'RawExtension':
    case 'JSON': {
      const bytes = last(1)?.bytes ?? new Uint8Array();
      if (bytes.length === 0) return type === 'JSON' ? null : undefined;
      return hasMagic(bytes) ? readObject(bytes) : JSON.parse(Buffer.from(bytes).toString());
    }
    case 'JSONSchemaPropsOrBool':
      return schema(2)[0] ?? last(1)?.number === 1;
    case 'JSONSchemaPropsOrArray':
      return schema(1)[0] ?? schema(2);
    default:
      return schema(1)[0] ?? (parts.get(2) ?? []).map(({ bytes }) => Buffer.from(bytes).toString());
  }
}

function readParts(reader: Reader): Parts {
  const parts: Parts = new Map();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const isBytes = (tag & 7) === 2;
    const part = isBytes
      ? { number: 0, bytes: reader.bytes() }
      : { number: Number(reader.int64()), bytes: new Uint8Array() };
    parts.set(tag >>> 3, [...(parts.get(tag >>> 3) ?? []), part]);
  }
  return parts;
}

/** A time of nothing at all is one that was not set. */
function formatTime(seconds: number, nanos: number, digits: number): string | undefined {
  if (seconds === 0 && nanos === 0) return undefined;
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) throw new RangeError(`${seconds} seconds are no time`);
  const fraction = digits > 0 ? `.${String(nanos).padStart(9, '0').slice(0, digits)}` : '';
  return `${date.toISOString().slice(0, -5)}${fraction}Z`;
}

/** Writes a special type's message, the length before it. */
export function writeSpecial(writer: Writer, type: Special, value: unknown, writeMessage: WriteMessage): void {
  writer.fork();
  switch (type) {
    case 'Quantity':
      writer.uint32(10).string(String(value));
      break;
    case 'IntOrString':
      if (typeof value === 'number') writer.uint32(8).int64(0).uint32(16).int32(value);
      else writer.uint32(8).int64(1).uint32(26).string(String(value));
      break;
    case 'Time':
    case 'MicroTime':
      writeTime(writer, String(value));
      break;
    case 'FieldsV1':
    case 'RawExtension':
    case 'JSON':
      writer.uint32(10).bytes(Buffer.from(JSON.stringify(value)));
      break;
    case 'JSONSchemaPropsOrBool':
      writer.uint32(8).bool(value !== false);
      if (isObject(value)) writeSchemas(writer, 18, [value], writeMessage);
      break;
    default:
      if (isObject(value)) writeSchemas(writer, 10, [value], writeMessage);
      else if (type === 'JSONSchemaPropsOrArray') writeSchemas(writer, 18, value as JsonObject[], writeMessage);
      else for (const item of value as string[]) writer.uint32(18).string(item);
  }
  writer.ldelim();
}

function writeSchemas(writer: Writer, tag: number, schemas: readonly JsonObject[], writeMessage: WriteMessage): void {
  for (const schema of schemas) {
    writer.uint32(tag).fork();
    writeMessage(writer, schemaType(), schema);
    writer.ldelim();
  }
}

function writeTime(writer: Writer, text: string): void {
  const milliseconds = Date.parse(text);
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  writer.uint32(8).int64(Math.floor(milliseconds / 1000));
  writer.uint32(16).int32(Number(fraction.padEnd(9, '0').slice(0, 9)));
}

function schemaType(): MessageType {
  return requireType('apiextensions/v1', 'JSONSchemaProps');
}
