import { SHORT_ESCAPES } from '../../errors/gotext.ts';
import { compilePattern, describePattern } from '../../schema/pattern.ts';
import { checkSize } from '../values/budget.ts';
import { ArrayList, type CelList } from '../values/list.ts';
import { CelError } from '../values/scalars.ts';
import { formatText } from './format.ts';
import type { FunctionTable } from './registry.ts';

/** What CEL's standard, its string extensions and Kubernetes' regular expressions offer. */
export function addStrings(table: FunctionTable): void {
  addStandard(table);
  addPositions(table);
  addChanges(table);
  addPatterns(table);
}

function addStandard(table: FunctionTable): void {
  table
    .addMethod('contains', ['string', 'string'], 'bool', (text: string, part: string) => text.includes(part))
    .addMethod('startsWith', ['string', 'string'], 'bool', (text: string, part: string) => text.startsWith(part))
    .addMethod('endsWith', ['string', 'string'], 'bool', (text: string, part: string) => text.endsWith(part))
    .addMethod('matches', ['string', 'string'], 'bool', (text: string, pattern: string) => read(pattern).test(text))
    .add('matches', ['string', 'string'], 'bool', (text: string, pattern: string) => read(pattern).test(text));
}

function read(source: string) {
  const pattern = compilePattern(source);
  if (pattern) return pattern;
  throw new CelError(describePattern(source) ?? 'invalid pattern');
}

function addPositions(table: FunctionTable): void {
  table
    .addMethod('charAt', ['string', 'int'], 'string', (text: string, index: bigint) => {
      const points = [...text];
      if (index < 0n || index > points.length) throw outOfRange(index);
      return points[Number(index)] ?? '';
    })
    .addMethod('indexOf', ['string', 'string'], 'int', (text: string, part: string) => findFirst(text, part, 0n))
    .addMethod('indexOf', ['string', 'string', 'int'], 'int', findFirst)
    .addMethod('lastIndexOf', ['string', 'string'], 'int', (text: string, part: string) =>
      part === '' ? BigInt([...text].length) : findLast(text, part, BigInt(Math.max([...text].length - 1, 0))),
    )
    .addMethod('lastIndexOf', ['string', 'string', 'int'], 'int', findLast)
    .addMethod('substring', ['string', 'int'], 'string', (text: string, start: bigint) => {
      const points = [...text];
      if (start < 0n || start > points.length) throw outOfRange(start);
      return points.slice(Number(start)).join('');
    })
    .addMethod('substring', ['string', 'int', 'int'], 'string', cutOut);
}

function outOfRange(index: bigint): CelError {
  return new CelError(`index out of range: ${index}`);
}

function cutOut(text: string, start: bigint, end: bigint): string {
  const points = [...text];
  if (start > end) throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  for (const index of [start, end]) if (index < 0n || index > points.length) throw outOfRange(index);
  return points.slice(Number(start), Number(end)).join('');
}

function isAt(points: readonly string[], part: readonly string[], index: number): boolean {
  return part.every((point, offset) => points[index + offset] === point);
}

function findFirst(text: string, part: string, from: bigint): bigint {
  if (part === '') return from;
  if (from < 0n) throw outOfRange(from);
  const [points, wanted] = [[...text], [...part]];
  for (let index = Number(from); index <= points.length - wanted.length; index++) {
    if (isAt(points, wanted, index)) return BigInt(index);
  }
  return -1n;
}

function findLast(text: string, part: string, from: bigint): bigint {
  if (part === '') return from;
  if (from < 0n) throw outOfRange(from);
  const [points, wanted] = [[...text], [...part]];
  if (from >= points.length) return -1n;
  for (let index = Math.min(Number(from), points.length - wanted.length); index >= 0; index--) {
    if (isAt(points, wanted, index)) return BigInt(index);
  }
  return -1n;
}

function addChanges(table: FunctionTable): void {
  const upper = (text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase());
  const lower = (text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());
  table
    .addMethod('lowerAscii', ['string'], 'string', lower)
    .addMethod('upperAscii', ['string'], 'string', upper)
    .addMethod('trim', ['string'], 'string', (text: string) => text.trim())
    .addMethod('replace', ['string', 'string', 'string'], 'string', (text: string, old: string, next: string) =>
      joinParts(text.split(old), next),
    )
    .addMethod('replace', ['string', 'string', 'string', 'int'], 'string', replaceSome)
    .addMethod('split', ['string', 'string'], 'list(string)', (text: string, by: string) => split(text, by, -1n))
    .addMethod('split', ['string', 'string', 'int'], 'list(string)', split)
    .addMethod('join', ['list(string)'], 'string', (list: CelList) => [...list].join(''))
    .addMethod('join', ['list(string)', 'string'], 'string', (list: CelList, by: string) =>
      joinParts([...list].map(String), by),
    )
    .addMethod('format', ['string', 'list(dyn)'], 'string', formatText)
    .add('strings.quote', ['string'], 'string', quote);
}

function replaceSome(text: string, old: string, next: string, limit: bigint): string {
  const parts = old === '' ? ['', ...text, ''] : text.split(old);
  const count = limit < 0n ? parts.length - 1 : Math.min(Number(limit), parts.length - 1);
  return [joinParts(parts.slice(0, count + 1), next), ...parts.slice(count + 1)].join(old);
}

/** What is put between many parts can make a text that fits into no memory. */
function joinParts(parts: readonly string[], by: string): string {
  checkSize(parts.length * by.length);
  return parts.join(by);
}

function split(text: string, by: string, limit: bigint): CelList {
  const parts = by === '' ? [...text] : text.split(by);
  if (limit < 0n || parts.length <= limit) return new ArrayList(parts);
  if (limit === 0n) return new ArrayList([]);
  const kept = Number(limit) - 1;
  return new ArrayList([...parts.slice(0, kept), parts.slice(kept).join(by)]);
}

function quote(text: string): string {
  return `"${[...text].map((point) => SHORT_ESCAPES[point] ?? point).join('')}"`;
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library */
function addPatterns(table: FunctionTable): void {
  const findAll = (text: string, pattern: string, limit: bigint) =>
    new ArrayList(read(pattern).findAll(text, Number(limit)));
  table
    .addMethod('find', ['string', 'string'], 'string', (text: string, pattern: string) => {
      return read(pattern).findAll(text, 1)[0] ?? '';
    })
    .addMethod('findAll', ['string', 'string'], 'list(string)', (text: string, pattern: string) =>
      findAll(text, pattern, -1n),
    )
    .addMethod('findAll', ['string', 'string', 'int'], 'list(string)', findAll);
}
