import { isObject } from '../../json.ts';
import type { JsonSchema } from '../../types.ts';

const SEGMENT = /\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/y;
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
};

/** The names that a rule's `fieldPath` is made of, `.spec.x['a-b']`; undefined where it is no such path. */
export function readFieldPath(path: string): string[] | undefined {
  const names: string[] = [];
  let end = 0;
  while (end < path.length) {
    SEGMENT.lastIndex = end;
    const match = SEGMENT.exec(path);
    if (!match) return undefined;
    names.push(match[1] ?? (match[2] ?? '').replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter));
    end = SEGMENT.lastIndex;
  }
  return names.length > 0 ? names : undefined;
}

/** True where a path names a field of the schema. */
export function isFieldOf(path: string, schema: JsonSchema): boolean {
  let current: JsonSchema | undefined = schema;
  for (const name of readFieldPath(path) ?? ['']) {
    const others: unknown = current?.additionalProperties;
    const properties: JsonSchema['properties'] = current?.properties;
    if (properties) current = Object.hasOwn(properties, name) ? properties[name] : undefined;
    else current = isObject(others) ? (others as JsonSchema) : undefined;
    if (!current) return false;
  }
  return true;
}

/** What a rule's `fieldPath` adds to the path of its place. */
export function normalizeFieldPath(path: string | undefined, isRoot: boolean): string {
  const names = path ? readFieldPath(path) : undefined;
  if (!names) return '';
  const joined = names.join('.');
  return isRoot ? joined : `.${joined}`;
}
