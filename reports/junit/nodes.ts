import type { Level, RowResult, ScenarioResult } from '../../harness/result/types.ts';

/** Attributes begin with `@`; `#text` is the content of an element. */
export interface Node {
  [name: `@${string}`]: string;
  '#text'?: string;
}

export interface CaseNode extends Node {
  '@classname': string;
  '@name': string;
  '@time': string;
  skipped?: Node;
  failure?: Node;
  error?: Node;
  'system-out'?: string;
}

export interface SuiteNode extends Node {
  properties?: { property: Node[] };
  testcase: CaseNode[];
}

/** A suite with its counts, which readers take from the attributes. */
export function createSuite(name: string, cases: readonly CaseNode[], more: Partial<SuiteNode> = {}): SuiteNode {
  const count = (outcome: 'failure' | 'error' | 'skipped'): string =>
    String(cases.filter((one) => one[outcome] !== undefined).length);
  const { properties, ...attributes } = more;
  return {
    '@name': clean(name),
    '@tests': String(cases.length),
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    ...(attributes as Node),
    ...(properties ? { properties } : {}),
    testcase: [...cases],
  };
}

/**
 * Seconds of each row, so that they add up to what the scenario took: rows that were tried together share the time that
 * they took together.
 */
export function shareTimes(rows: readonly RowResult[]): Map<RowResult, number> {
  const isTimed = ({ outcome }: RowResult): boolean => outcome !== 'skipped' && outcome !== 'unsupported';
  const groups = new Map<string, RowResult[]>();
  for (const row of rows.filter(isTimed)) groups.set(row.startedAt, [...(groups.get(row.startedAt) ?? []), row]);
  const shares = [...groups.values()].flatMap((group) =>
    group.map((row) => [row, row.durationMs / 1000 / group.length] as const),
  );
  return new Map(shares);
}

/** What the specification alone asks for stands apart, so that the official verdict can be read off the file. */
export function nameSuite({ id }: ScenarioResult, level: Level): string {
  return level === 'official' ? id : `${id} (specification)`;
}

/** An attribute: one line of bearable length, since readers make spaces of line breaks. */
export function attribute(text: string): string {
  const flat = clean(text).replaceAll(/\s+/g, ' ').trim();
  return flat.length > 1000 ? `${flat.slice(0, 1000)}… (${flat.length} characters)` : flat;
}

/** XML 1.0 has no place for most control characters and lone surrogates, even escaped. */
export function clean(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}
