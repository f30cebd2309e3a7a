import type { Outcome, RowResult, RunResult } from '../harness/result/types.ts';
import { countOf } from './text.ts';

/** What only the specification asked for, among all rows. */
export function listSpecRows({ scenarios }: Pick<RunResult, 'scenarios'>): RowResult[] {
  return scenarios.flatMap(({ rows }) => rows.filter(({ level }) => level === 'spec'));
}

/** `official: success; specification: 2 rows failed`; undefined where no row was of level `spec`. */
export function describeLevels(result: Pick<RunResult, 'scenarios'>): string | undefined {
  const rows = listSpecRows(result);
  if (rows.length === 0) return undefined;
  const official = result.scenarios.flatMap((scenario) => scenario.official ?? []);
  return `official: ${describeOutcomes(official, 'scenario')}; specification: ${describeOutcomes(
    rows.map(({ outcome }) => outcome),
    'row',
  )}`;
}

function describeOutcomes(outcomes: readonly Outcome[], noun: string): string {
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  const failed = count('failed');
  const errors = count('error');
  if (failed + errors === 0) return count('passed') > 0 ? 'success' : 'nothing was run';
  return [
    ...(failed > 0 ? [`${countOf(failed, noun)} failed`] : []),
    ...(errors > 0 ? [`${countOf(errors, noun)} ended in an error`] : []),
  ].join(', ');
}
