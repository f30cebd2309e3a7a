import { Mismatch } from '../scenario/errors.ts';
import type { Step } from '../scenario/steps.ts';
import { runChange } from './change.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { runCustom } from './custom.ts';
import { runDistribution } from './distribution.ts';
import { runHttpRows } from './http.ts';
import type { RowPlan } from './rows.ts';
import { runAbsent, runStatus } from './status.ts';

export type { RowOutcome, StepContext, StepState } from './context.ts';
export { isClusterScoped, resolveRef } from './refs.ts';
export { listRows, listSteps, type RowPlan } from './rows.ts';

/**
 * Runs one step. Rows that `--grep` leaves out give undefined in their place.
 * @throws the signal's reason when aborted; every other error becomes the rows' outcome
 */
export async function runStep(
  context: StepContext,
  step: Step,
  rows: readonly RowPlan[],
): Promise<(RowOutcome | undefined)[]> {
  if (!rows.some(({ selected }) => selected)) return rows.map(() => undefined);
  const started = context.clock.now();
  const startedAt = context.clock.date().toISOString();
  try {
    return await dispatch(context, step, rows);
  } catch (error) {
    context.signal.throwIfAborted();
    const durationMs = Math.round(context.clock.now() - started);
    const failed = describeThrown(error);
    return rows.map(({ selected }) =>
      selected ? { ...failed, startedAt, durationMs, tries: 0, exchanges: [] } : undefined,
    );
  }
}

async function dispatch(
  context: StepContext,
  step: Step,
  rows: readonly RowPlan[],
): Promise<(RowOutcome | undefined)[]> {
  switch (step.kind) {
    case 'http': {
      const chosen = step.rows.filter((_, index) => rows[index]?.selected);
      context.state.assertions += chosen.length;
      const outcomes = await runHttpRows(context, chosen, step.target);
      return rows.map(({ selected }) => (selected ? outcomes.shift() : undefined));
    }
    case 'status':
      context.state.assertions += 1;
      return [await runStatus(context, step.ref, step.expect)];
    case 'absent':
      context.state.assertions += 1;
      return [await runAbsent(context, step.ref)];
    case 'distribution':
      context.state.assertions += 1;
      return [await runDistribution(context, step)];
    case 'custom':
      return [await runCustom(context, step)];
    default:
      return [await runChange(context, step)];
  }
}

function describeThrown(error: unknown): Pick<RowOutcome, 'outcome' | 'message' | 'mismatches'> {
  if (error instanceof Mismatch) return { outcome: 'failed', message: error.message, mismatches: error.mismatches };
  const message = error instanceof Error ? error.message : String(error);
  const unexpected = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return { outcome: 'error', message: unexpected ? `unexpected ${error.name}: ${message}` : message, mismatches: [] };
}
