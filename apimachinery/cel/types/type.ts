/** Types that are told by their name alone, as messages print them. */
export type SimpleKind =
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'null'
  | 'dyn'
  | 'error'
  | 'duration'
  | 'timestamp';

/** A CEL type. https://github.com/google/cel-spec/blob/master/doc/langdef.md#values */
export type CelType =
  | { kind: SimpleKind }
  | { kind: 'list'; item: CelType }
  | { kind: 'map'; key: CelType; value: CelType }
  | { kind: 'optional'; item: CelType }
  | { kind: 'type'; of: CelType | undefined }
  /** A schema's object: only its declared fields can be named. */
  | { kind: 'object'; name: string; fields: ReadonlyMap<string, CelType> }
  /** A library's type, `kubernetes.Quantity`. */
  | { kind: 'opaque'; name: string }
  /** Of a generic function, or of an empty literal. */
  | { kind: 'param'; name: string };

function simple(kind: SimpleKind): CelType {
  return { kind };
}

export const BOOL = simple('bool');
export const INT = simple('int');
export const UINT = simple('uint');
export const DOUBLE = simple('double');
export const STRING = simple('string');
export const BYTES = simple('bytes');
export const NULL = simple('null');
export const DYN = simple('dyn');
export const ERROR = simple('error');
export const DURATION = simple('duration');
export const TIMESTAMP = simple('timestamp');

const SIMPLE = [BOOL, INT, UINT, DOUBLE, STRING, BYTES, NULL, DYN, DURATION, TIMESTAMP];

export function listOf(item: CelType): CelType {
  return { kind: 'list', item };
}

export function mapOf(key: CelType, value: CelType): CelType {
  return { kind: 'map', key, value };
}

export function optionalOf(item: CelType): CelType {
  return { kind: 'optional', item };
}

/** Reads a type as functions are declared with: `list(A)`, `map(string, int)`, `kubernetes.URL`; one letter is a parameter. */
export function parseType(text: string): CelType {
  const known = SIMPLE.find(({ kind }) => kind === text);
  if (known) return known;
  if (/^[A-Z]$/.test(text)) return { kind: 'param', name: text };
  const match = /^(list|map|optional|type)\((.*)\)$/.exec(text);
  if (!match) return { kind: 'opaque', name: text };
  const [, kind, inner = ''] = match;
  if (kind === 'map') {
    const comma = inner.indexOf(',');
    return mapOf(parseType(inner.slice(0, comma).trim()), parseType(inner.slice(comma + 1).trim()));
  }
  const item = parseType(inner);
  if (kind === 'type') return { kind: 'type', of: item };
  return kind === 'list' ? listOf(item) : optionalOf(item);
}

const LONG_NAMES: Partial<Record<SimpleKind, string>> = {
  duration: 'google.protobuf.Duration',
  timestamp: 'google.protobuf.Timestamp',
  error: '!error!',
};

/** A type as the messages of a Kubernetes API server print it. */
export function formatType(type: CelType): string {
  switch (type.kind) {
    case 'list':
      return `list(${formatType(type.item)})`;
    case 'map':
      return `map(${formatType(type.key)}, ${formatType(type.value)})`;
    case 'optional':
      return `optional_type(${formatType(type.item)})`;
    case 'type':
      return type.of ? `type(${formatType(type.of)})` : 'type';
    case 'object':
    case 'opaque':
    case 'param':
      return type.name;
    default:
      return LONG_NAMES[type.kind] ?? type.kind;
  }
}

/** The types that a type is made of. */
export function partsOf(type: CelType): CelType[] {
  switch (type.kind) {
    case 'list':
    case 'optional':
      return [type.item];
    case 'map':
      return [type.key, type.value];
    case 'type':
      return type.of ? [type.of] : [];
    default:
      return [];
  }
}

/** The same type with other parts. */
export function rebuild(type: CelType, change: (part: CelType) => CelType): CelType {
  switch (type.kind) {
    case 'list':
      return listOf(change(type.item));
    case 'optional':
      return optionalOf(change(type.item));
    case 'map':
      return mapOf(change(type.key), change(type.value));
    case 'type':
      return type.of ? { kind: 'type', of: change(type.of) } : type;
    default:
      return type;
  }
}

export function isSameType(a: CelType, b: CelType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if ('name' in a && 'name' in b) return a.name === b.name;
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.length === right.length && left.every((part, index) => isSameType(part, right[index] ?? ERROR));
}
