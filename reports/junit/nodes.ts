import type { Level, RowResult, ScenarioResult } from '../../harness/result/types.ts';

/** What a case came to where it did not pass. */
export type CaseOutcome =
  | { kind: 'failure' | 'error'; message: string; type: string; text?: string }
  | { kind: 'skipped'; message: string };

export interface CaseNode {
  className: string;
  name: string;
  /** Seconds. */
  time: number;
  outcome?: CaseOutcome;
  output?: string;
}

export interface SuiteNode {
  name: string;
  /** ISO 8601 without a zone. */
  timestamp?: string;
  /** Seconds. */
  time?: number;
  properties: readonly (readonly [name: string, value: string])[];
  cases: readonly CaseNode[];
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
