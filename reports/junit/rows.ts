import type { Level, RowResult, ScenarioResult } from '../../harness/result/types.ts';

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
