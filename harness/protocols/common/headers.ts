import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';

type HeaderLines = readonly (readonly [string, string])[];
type HeaderExpectations = Readonly<Record<string, string | readonly string[] | { anyOrder: readonly string[] } | null>>;

/**
 * Compares headers: names without regard to case; several values as lines of their own or joined by commas, which mean
 * the same (https://www.rfc-editor.org/rfc/rfc9110.html#section-5.3). `anyOrder`: elements of a list, joined or as lines.
 * `null`: the header must be absent.
 */
export function matchHeaders(path: string, lines: HeaderLines, expected: HeaderExpectations): FieldMismatch[] {
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const values = findHeader(lines, name);
    const field = `${path}[${name}]`;
    if (wanted === null) {
      return values.length === 0 ? [] : [{ path: field, expected: 'no such header', observed: showValues(values) }];
    }
    if (typeof wanted === 'object' && 'anyOrder' in wanted) {
      const [expectedList, observedList] = [wanted.anyOrder, splitList(values)].map((list) => [...list].sort());
      if (values.length > 0 && isSameList(expectedList ?? [], observedList ?? [])) return [];
      return [{ path: field, expected: `${show(wanted.anyOrder)} in any order`, observed: showValues(values) }];
    }
    const list = typeof wanted === 'string' ? [wanted] : wanted;
    return sameValues(list, values) ? [] : [{ path: field, expected: showValues(list), observed: showValues(values) }];
  });
}

/** Values of all lines of that name, in order. */
export function findHeader(lines: HeaderLines, name: string): string[] {
  const wanted = name.toLowerCase();
  return lines.filter(([other]) => other.toLowerCase() === wanted).map(([, value]) => value);
}

function sameValues(expected: readonly string[], observed: readonly string[]): boolean {
  // An empty value is not an absent header.
  if (observed.length === 0 || expected.length === 0) return observed.length === expected.length;
  return isSameList(expected, observed) || isSameList(splitList(expected), splitList(observed));
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

/** Elements of a comma-separated list; commas in quoted strings do not count. */
function splitList(values: readonly string[]): string[] {
  const elements = [''];
  let quoted = false;
  for (const part of values.join(',').match(/\\.|[\s\S]/g) ?? []) {
    if (part === '"') quoted = !quoted;
    if (part === ',' && !quoted) elements.push('');
    else elements.push(`${elements.pop() ?? ''}${part}`);
  }
  return elements.map((element) => element.replace(/^[ \t]+|[ \t]+$/g, ''));
}

function showValues(values: readonly string[]): string {
  return values.length === 1 ? show(values[0]) : values.length === 0 ? 'nothing' : show(values);
}
