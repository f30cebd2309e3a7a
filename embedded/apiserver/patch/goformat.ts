import { isObject } from '../../../apimachinery/json.ts';

/** A JSON value as Go prints it with %v: `map[a:1 b:[x y]]`, keys sorted. Messages of a real server carry such. */
export function formatGo(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatGo).join(' ')}]`;
  if (value === null || value === undefined) return '<nil>';
  if (!isObject(value)) return String(value);
  const fields = Object.keys(value).sort();
  return `map[${fields.map((field) => `${field}:${formatGo(value[field])}`).join(' ')}]`;
}
