import { readField } from './perform.ts';

/** The same value with `{{id.path}}` in its texts replaced by that part of an earlier answer. */
export function fillReferences<T>(value: T, bodies: ReadonlyMap<string, unknown>): T {
  if (typeof value === 'string') return fillText(value, bodies) as T;
  if (Array.isArray(value)) return value.map((item) => fillReferences(item, bodies)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, fillReferences(field, bodies)])) as T;
}

function fillText(text: string, bodies: ReadonlyMap<string, unknown>): string {
  return text.replace(/\{\{([\w-]+)\.([^}]+)\}\}/g, (_, id: string, path: string) =>
    String(readField(bodies.get(id), path)),
  );
}
