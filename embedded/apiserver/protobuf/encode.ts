import type { Writer } from 'protobufjs';
import protobuf from 'protobufjs/minimal.js';
import { isObject } from '../../../apimachinery/json.ts';
import { type Field, findType, MessageType } from '../../../apimachinery/kinds/read.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { MAGIC } from './envelope.ts';
import { writeSpecial } from './special.ts';

/** An object of a built-in kind as protobuf in its envelope; undefined for another kind. */
export function encodeProtobuf(object: JsonObject): Buffer | undefined {
  const apiVersion = String(object.apiVersion ?? '');
  const kind = String(object.kind ?? '');
  const type = findType(apiVersion, kind);
  if (!type) return undefined;
  const writer = protobuf.Writer.create();
  writer.uint32(10).fork().uint32(10).string(apiVersion).uint32(18).string(kind).ldelim();
  writer.uint32(18).fork();
  writeMessage(writer, type, object);
  writer.ldelim();
  return Buffer.concat([MAGIC, writer.finish()]);
}

/** One frame of a watch: its length in four bytes, then an event whose object has its envelope. */
export function encodeFrame(type: string, object: JsonObject): Buffer | undefined {
  const raw = encodeProtobuf(object);
  if (!raw) return undefined;
  const event = protobuf.Writer.create();
  event.uint32(10).string(type).uint32(18).fork().uint32(10).bytes(raw).ldelim();
  const body = event.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** The fields of a message, without a length. What its type does not have is left out. */
function writeMessage(writer: Writer, type: MessageType, value: JsonObject): void {
  for (const field of type.fields) {
    if (field.shape === 'inline') {
      if (field.type instanceof MessageType) writeOne(writer, field, value);
      continue;
    }
    const found = value[field.name];
    if (found === undefined || found === null) continue;
    if (field.shape === 'map') writeMap(writer, field, found);
    else if (field.shape === 'list')
      for (const item of Array.isArray(found) ? found : []) writeOne(writer, field, item);
    else writeOne(writer, field, found);
  }
}

function writeMap(writer: Writer, field: Field, value: unknown): void {
  for (const [key, item] of Object.entries(isObject(value) ? value : {})) {
    writer.uint32((field.number << 3) | 2).fork();
    writer.uint32(10).string(key);
    if (field.holdsLists) {
      writer.uint32(18).fork();
      for (const held of Array.isArray(item) ? item : []) writeOne(writer, { ...field, number: 1 }, held);
      writer.ldelim();
    } else writeOne(writer, { ...field, number: 2 }, item);
    writer.ldelim();
  }
}

function writeOne(writer: Writer, { type, number }: Field, value: unknown): void {
  if (type instanceof MessageType) {
    writer.uint32((number << 3) | 2).fork();
    writeMessage(writer, type, isObject(value) ? value : {});
    writer.ldelim();
    return;
  }
  switch (type) {
    case 'string':
      writer.uint32((number << 3) | 2).string(String(value));
      break;
    case 'bool':
      writer.uint32(number << 3).bool(value === true);
      break;
    case 'int32':
      writer.uint32(number << 3).int32(Number(value));
      break;
    case 'int64':
      writer.uint32(number << 3).int64(Number(value));
      break;
    case 'double':
      writer.uint32((number << 3) | 1).double(Number(value));
      break;
    case 'bytes':
      writer.uint32((number << 3) | 2).bytes(Buffer.from(String(value), 'base64'));
      break;
    default:
      writer.uint32((number << 3) | 2);
      writeSpecial(writer, type, value, writeMessage);
  }
}
