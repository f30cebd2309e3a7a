import { findExpression } from '../expressions.ts';
import type { HttpMatch, ValueMatch } from '../objects.ts';
import type { Reading } from './readings.ts';
import { type HttpRequest, parametersOf, pathOf, valuesOf } from './request.ts';

/** The part of a match that a request does not satisfy; undefined: it satisfies all of them. */
export type Miss = 'path' | 'service' | 'method' | 'header' | 'query';

export function findMiss(match: HttpMatch, request: HttpRequest, reading: Reading): Miss | undefined {
  if (!matchesPath(match.path, pathOf(request), reading)) return 'path';
  if (match.method !== undefined && match.method !== request.method) return 'method';
  const hasAll = (wanted: readonly ValueMatch[], read: (name: string) => readonly string[]) =>
    wanted.every((entry) => hasValue(entry, read(entry.name), reading));
  if (!hasAll(firstOfEach(match.headers, true), (name) => valuesOf(request, name))) return 'header';
  if (!hasAll(firstOfEach(match.query, false), (name) => parametersOf(request, name))) return 'query';
  return undefined;
}

/** Of entries with one and the same name, the first: the others do not count. */
export function firstOfEach(entries: readonly ValueMatch[], ignoreCase: boolean): readonly ValueMatch[] {
  const normal = (name: string) => (ignoreCase ? name.toLowerCase() : name);
  return entries.filter(
    ({ name }, index) => entries.findIndex((other) => normal(other.name) === normal(name)) === index,
  );
}

/** Matches that the model can judge. Regular expressions are in a dialect of the implementation's choice. */
export function isJudgeable(
  { path, headers, query }: HttpMatch,
  { expressions }: Pick<Reading, 'expressions'>,
): boolean {
  return [path, ...headers, ...query].every(({ type, value }) =>
    type === 'RegularExpression'
      ? expressions !== undefined && findExpression(value, expressions) !== undefined
      : type === 'Exact' || type === 'PathPrefix',
  );
}

function matchesPath({ type, value }: HttpMatch['path'], path: string, { expressions }: Reading): boolean {
  if (type === 'RegularExpression') return findExpression(value, expressions ?? 'whole')?.matches(path) === true;
  if (type === 'Exact') return path === value;
  const wanted = splitPath(value);
  const given = splitPath(path);
  return wanted.every((element, index) => given[index] === element);
}

/** Elements of a path; a slash at the end makes no element. */
function splitPath(path: string): readonly string[] {
  const elements = path.replace(/^\//, '').split('/');
  return elements.at(-1) === '' ? elements.slice(0, -1) : elements;
}

/** @param given values of the request, one for each line */
export function hasValue(
  { type, value }: ValueMatch,
  given: readonly string[],
  { repeated, expressions }: Pick<Reading, 'repeated' | 'expressions'>,
): boolean {
  const fits = (text: string | undefined) =>
    type === 'RegularExpression'
      ? findExpression(value, expressions ?? 'whole')?.matches(text ?? '') === true
      : text === value;
  if (given.length === 0) return false;
  if (given.length === 1 || repeated === 'first') return fits(given[0]);
  if (repeated === 'last') return fits(given.at(-1));
  return fits(given.join(',')) || fits(given.join(', '));
}
