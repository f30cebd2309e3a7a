import type { Evidence, RowResult } from '../../result/types.ts';
import type { RowOutcome, RowPlan } from '../../steps/index.ts';
import type { Clock } from '../../wait/types.ts';

/** Turns what came of rows into results, in the order of the scenario's rows. */
export interface RowRecorder {
  record(plan: RowPlan, outcome: RowOutcome, evidence?: Evidence): void;
  skip(plan: RowPlan, message: string): void;
  rows(): readonly RowResult[];
}

export function createRowRecorder(clock: Clock, onRow: (row: RowResult) => void): RowRecorder {
  const rows: RowResult[] = [];
  const add = (row: RowResult): void => {
    rows.push(row);
    onRow(row);
  };
  return {
    record({ step, kind, name, level, requirements }, { exchanges: _kept, mismatches, ...outcome }, evidence) {
      add({
        step,
        kind,
        name,
        level,
        requirements,
        ...outcome,
        mismatches: mismatches.map(({ path, expected, observed }) => ({ path, expected, observed })),
        ...(evidence ? { evidence } : {}),
      });
    },
    skip({ step, kind, name, level, requirements }, message) {
      const startedAt = clock.date().toISOString();
      add({
        step,
        kind,
        name,
        level,
        requirements,
        outcome: 'skipped',
        message,
        startedAt,
        durationMs: 0,
        tries: 0,
        mismatches: [],
      });
    },
    rows: () => rows,
  };
}
