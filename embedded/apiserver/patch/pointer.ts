import { isObject, setField } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

/** The place that a JSON pointer names: a field of an object, or an index of a list. */
export interface Place {
  parent: JsonObject | unknown[];
  key: string;
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function readTokens(pointer: string): string[] {
  const [, ...tokens] = pointer.split('/');
  return tokens.map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** Undefined where the parent of what is named does not exist. Only what the document itself holds is ever followed. */
export function findPlace(root: unknown, pointer: string): Place | undefined {
  const tokens = readTokens(pointer);
  const key = tokens.pop();
  let parent: unknown = root;
  for (const token of tokens) {
    if (!isBranch(parent)) return undefined;
    parent = readPlace({ parent, key: token });
  }
  return key === undefined || !isBranch(parent) ? undefined : { parent, key };
}

function isBranch(value: unknown): value is JsonObject | unknown[] {
  return Array.isArray(value) || isObject(value);
}

/** The value of a place; undefined where it holds none. */
export function readPlace({ parent, key }: Place): unknown {
  if (!Array.isArray(parent)) return Object.hasOwn(parent, key) ? parent[key] : undefined;
  const index = readIndex(key, parent.length);
  return index === undefined ? undefined : parent[index];
}

/** Sets a field, or an element that is there. False for an index beyond the list. */
export function replacePlace({ parent, key }: Place, value: unknown): boolean {
  if (!Array.isArray(parent)) {
    setField(parent, key, value);
    return true;
  }
  const index = readIndex(key, parent.length);
  if (index === undefined) return false;
  parent[index] = value;
  return true;
}

/** Sets a field, or inserts an element before the index; `-` is the end. False for an index beyond the list. */
export function addPlace(place: Place, value: unknown): boolean {
  const { parent, key } = place;
  if (!Array.isArray(parent)) return replacePlace(place, value);
  const index = key === '-' ? parent.length : readIndex(key, parent.length + 1);
  if (index === undefined) return false;
  parent.splice(index, 0, value);
  return true;
}

/** False where there is nothing to remove. */
export function removePlace({ parent, key }: Place): boolean {
  if (!Array.isArray(parent)) return Object.hasOwn(parent, key) && delete parent[key];
  const index = readIndex(key, parent.length);
  if (index === undefined) return false;
  parent.splice(index, 1);
  return true;
}

/** Of a list of so many places. As on a real server, negative ones count from the end. */
function readIndex(key: string, places: number): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined;
  const given = Number(key);
  const index = given < 0 ? given + places : given;
  return index >= 0 && index < places ? index : undefined;
}
