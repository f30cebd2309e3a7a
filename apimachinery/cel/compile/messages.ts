import type { Node } from '../parse/node.ts';
import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  TIMESTAMP,
  UINT,
} from '../types/type.ts';
import { ArrayList } from '../values/list.ts';
import { EntryMap } from '../values/map.ts';
import { CelError, Uint } from '../values/scalars.ts';
import { Duration, Timestamp } from '../values/time.ts';
import type { Value } from '../values/value.ts';
import { compileItem } from './aggregates.ts';
import { type Context, report, showType } from './context.ts';
import type { Compiled, Scope } from './scope.ts';

/** A message of Protocol Buffers that expressions can write, and the value that it stands for. */
interface Message {
  readonly type: CelType;
  readonly fields: Readonly<Record<string, CelType>>;
  make(fields: Readonly<Record<string, Value>>): Value;
}

const SECOND = 1_000_000_000n;

/** https://protobuf.dev/reference/protobuf/google.protobuf/ */
const MESSAGES: Readonly<Record<string, Message>> = {
  Timestamp: {
    type: TIMESTAMP,
    fields: { seconds: INT, nanos: INT },
    make: (fields) => new Timestamp(readNanos(fields)),
  },
  Duration: {
    type: DURATION,
    fields: { seconds: INT, nanos: INT },
    make: (fields) => new Duration(readNanos(fields)),
  },
  BoolValue: wrapper(BOOL, false),
  BytesValue: wrapper(BYTES, new Uint8Array()),
  DoubleValue: wrapper(DOUBLE, 0),
  FloatValue: wrapper(DOUBLE, 0),
  Int32Value: wrapper(INT, 0n),
  Int64Value: wrapper(INT, 0n),
  UInt32Value: wrapper(UINT, new Uint(0n)),
  UInt64Value: wrapper(UINT, new Uint(0n)),
  StringValue: wrapper(STRING, ''),
  ListValue: {
    type: listOf(DYN),
    fields: { values: listOf(DYN) },
    make: ({ values }) => values ?? new ArrayList([]),
  },
  Struct: {
    type: mapOf(STRING, DYN),
    fields: { fields: mapOf(STRING, DYN) },
    make: ({ fields }) => fields ?? new EntryMap(),
  },
  Empty: {
    type: { kind: 'object', name: 'google.protobuf.Empty', fields: new Map() },
    fields: {},
    make: () => new EntryMap(),
  },
  Value: {
    type: DYN,
    fields: {
      ...{ null_value: INT, number_value: DOUBLE, string_value: STRING, bool_value: BOOL },
      ...{ struct_value: mapOf(STRING, DYN), list_value: listOf(DYN) },
    },
    make: ({ null_value: _, ...one }) => Object.values(one)[0] ?? null,
  },
};

function wrapper(value: CelType, zero: Value): Message {
  return { type: value, fields: { value }, make: (fields) => fields.value ?? zero };
}

function readNanos({ seconds = 0n, nanos = 0n }: Readonly<Record<string, Value>>): bigint {
  if (typeof seconds !== 'bigint' || typeof nanos !== 'bigint') throw new CelError('unsupported field type');
  return seconds * SECOND + nanos;
}

const PREFIX = 'google.protobuf.';

/** `google.protobuf.Timestamp{seconds: 1}` */
export function compileMessage(
  context: Context,
  { type: name, fields, at }: Extract<Node, { op: 'message' }>,
  scope: Scope,
): Compiled {
  const short = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
  const message = Object.hasOwn(MESSAGES, short) ? MESSAGES[short] : undefined;
  if (!message) return report(context, at, `undeclared reference to '${name}' (in container '')`);
  const parts = fields.map((field) => {
    const item = compileItem(context, field, scope);
    const wanted = Object.hasOwn(message.fields, field.name) ? message.fields[field.name] : undefined;
    if (!wanted) report(context, field.at, `undefined field '${field.name}'`);
    else if (!context.bindings.assign([item.type], [wanted])) {
      const [expected, given] = [showType(context, wanted), showType(context, item.type)];
      const detail = `expected type of field '${field.name}' is '${expected}' but provided type is '${given}'`;
      report(context, field.at, detail);
    }
    return { name: field.name, item };
  });
  return {
    type: message.type,
    run: (frame) => {
      const values: Record<string, Value> = {};
      for (const { name: field, item } of parts) {
        const found = item.take(frame, `entry '${field}'`);
        if (found) values[field] = found[0];
      }
      return message.make(values);
    },
  };
}
