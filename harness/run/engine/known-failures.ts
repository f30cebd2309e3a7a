import { nearest, refuseUnknown } from '../../common/nearest.ts';
import type { KnownFailure } from '../../install/types.ts';
import type { KnownFailureResult, RowResult, ScenarioResult } from '../../result/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import { UsageError } from '../../scenario/errors.ts';
import { listRows, listSteps } from '../../steps/index.ts';
import { createExplainEnv } from './explain-env.ts';

/** Refuses known failures of scenarios and rows that do not exist: they would hide nothing, and tell nobody. */
export function checkKnownFailures(
  known: readonly KnownFailure[],
  { scenarios: definitions, base }: Pick<Catalogue, 'scenarios' | 'base'>,
): void {
  const ids = new Set(definitions.map(({ id }) => id));
  for (const { scenario, row } of known) {
    refuseUnknown('scenario', 'known failures', [scenario], ids);
    const definition = definitions.find(({ id }) => id === scenario);
    if (row === undefined || definition === undefined) continue;
    const rows = listRows(definition, listSteps(definition, createExplainEnv(definition, base))).map(
      ({ name }) => name,
    );
    if (rows.includes(row)) continue;
    const near = nearest(row, rows);
    const hint = near.length > 0 ? `; did you mean '${near.join("' or '")}'?` : '';
    throw new UsageError(`known failures: ${scenario} has no row '${row}'${hint}`);
  }
}

/** Says of a failed scenario that it was known to fail, where every failure in it was. */
export function markKnown(result: ScenarioResult, known: readonly KnownFailure[]): ScenarioResult {
  if (result.outcome !== 'failed') return result;
  const failed = result.rows.filter(({ outcome }) => outcome === 'failed');
  const reasons = failed.map((row) => known.find((entry) => covers(entry, result, row))?.reason);
  if (failed.length === 0 || reasons.includes(undefined)) return result;
  return { ...result, knownFailure: [...new Set(reasons)].join('; ') };
}

/** What became of each known failure. */
export function judgeKnown(known: readonly KnownFailure[], results: readonly ScenarioResult[]): KnownFailureResult[] {
  return known.map((entry) => {
    const result = results.find(({ id }) => id === entry.scenario);
    const outcomes = (result?.rows ?? []).filter(({ name }) => entry.row === undefined || name === entry.row);
    return { ...entry, outcome: judge(outcomes, result) };
  });
}

function judge(rows: readonly RowResult[], result: ScenarioResult | undefined): KnownFailureResult['outcome'] {
  if (rows.some(({ outcome }) => outcome === 'failed')) return 'failed';
  // A scenario that was run in part, or ended in an error, may yet fail where it was not looked at.
  const whole = rows.length > 0 && rows.every(({ outcome }) => outcome === 'passed');
  return whole && result?.outcome !== 'error' ? 'passed' : 'not run';
}

function covers(entry: KnownFailure, { id }: ScenarioResult, { name }: RowResult): boolean {
  return entry.scenario === id && (entry.row === undefined || entry.row === name);
}
