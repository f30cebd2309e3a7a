import { isDeepStrictEqual } from 'node:util';

/** True where a status holds all of `fields` already. The API leaves out counts that are zero. */
export function holdsStatus(status: object | undefined, fields: object): boolean {
  const known = new Map(Object.entries(status ?? {}));
  return Object.entries(fields).every(([name, value]) =>
    isDeepStrictEqual(known.get(name) ?? (typeof value === 'number' ? 0 : undefined), value),
  );
}
