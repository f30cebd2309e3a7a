import type { Outcome, RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { showControls } from '../printable.ts';
import { alignColumns, countOf, oneLine } from '../text.ts';

export interface FlakeRow {
  id: string;
  /** Failed and passed. */
  flaky: boolean;
  passed: number;
  failed: number;
  errors: number;
  /** Why it did not pass, the first time. */
  reason?: string;
}

/** How often each scenario passed and failed that was run several times; flaky ones first, then those that failed. */
export function countFlakes({ scenarios }: RunResult): FlakeRow[] {
  return scenarios
    .flatMap((scenario): FlakeRow[] => (scenario.repeats ? [countOne(scenario, scenario.repeats)] : []))
    .sort((a, b) => weigh(b) - weigh(a));
}

function countOne({ id, flaky }: ScenarioResult, repeats: NonNullable<ScenarioResult['repeats']>): FlakeRow {
  const count = (outcome: Outcome): number => repeats.filter((one) => one.outcome === outcome).length;
  const reason = repeats.find((one) => one.outcome === 'failed' || one.outcome === 'error')?.reason;
  return {
    id,
    flaky,
    passed: count('passed'),
    failed: count('failed'),
    errors: count('error'),
    ...(reason === undefined ? {} : { reason }),
  };
}

function weigh({ flaky, failed, errors }: FlakeRow): number {
  return (flaky ? 1e6 : 0) + failed * 1e3 + errors;
}

/** The table as text for the console. */
export function renderFlakes(rows: readonly FlakeRow[]): string {
  const show = (text: string): string => oneLine(showControls(text));
  const lines = rows.map(({ id, flaky, passed, failed, errors, reason = '' }) => [
    show(id),
    `${passed}`,
    `${failed}`,
    `${errors}`,
    flaky ? 'flaky' : failed > 0 ? 'fails' : errors > 0 ? 'errors' : '',
    show(reason),
  ]);
  const flakes = rows.filter(({ flaky }) => flaky).length;
  const end = flakes === 0 ? 'none is flaky' : `${flakes} of them ${flakes === 1 ? 'is' : 'are'} flaky`;
  return `${[...alignColumns([['Scenario', 'passed', 'failed', 'errors', '', ''], ...lines]), '', `${countOf(rows.length, 'scenario')}, ${end}`].join('\n')}\n`;
}
