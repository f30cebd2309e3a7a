import { Mismatch } from '../scenario/errors.ts';
import type { Step } from '../scenario/steps.ts';
import { runChange } from './change.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { runCustom } from './custom.ts';
import { runDistribution } from './distribution.ts';
import { runHttpRows } from './http.ts';
import type { RowPlan } from './rows.ts';
import { runAbsent, runStatus } from './status.ts';

export type { RowOutcome, StepContext } from './context.ts';
export { isClusterScoped } from './refs.ts';
export { listRows, listSteps, type RowPlan } from './rows.ts';

/**
 * Runs steps that may be run at once: one, or several http steps with nothing between them, whose rows are then tried
 * and confirmed together. `rows` are those of all the steps. Rows that `--grep` leaves out give undefined in their place.
 * @throws the signal's reason when aborted; every other error becomes the rows' outcome
 */
export async function runSteps(
  context: StepContext,
  steps: readonly Step[],
  rows: readonly RowPlan[],
): Promise<(RowOutcome | undefined)[]> {
  if (!rows.some(({ selected }) => selected)) return rows.map(() => undefined);
  const started = context.clock.now();
  const startedAt = context.clock.date().toISOString();
  try {
    return await dispatch(context, steps, rows);
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
  steps: readonly Step[],
  rows: readonly RowPlan[],
): Promise<(RowOutcome | undefined)[]> {
  const [step] = steps;
  if (!step) return [];
  switch (step.kind) {
    case 'http': {
      const targeted = steps.flatMap((one) =>
        one.kind === 'http' ? one.rows.map((row) => ({ ...row, target: one.target })) : [],
      );
      const chosen = targeted.filter((_, index) => rows[index]?.selected);
      context.state.assertions += chosen.length;
      const outcomes = await runHttpRows(context, chosen);
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

/** Steps that are run at once, in order: nothing changes between http steps that follow one another. */
export function groupSteps(steps: readonly Step[]): { first: number; steps: readonly Step[] }[] {
  const groups: { first: number; steps: Step[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const open = groups.at(-1);
    if (step.kind === 'http' && open?.steps.at(-1)?.kind === 'http') open.steps.push(step);
    else groups.push({ first: index, steps: [step] });
  }
  return groups;
}

function describeThrown(error: unknown): Pick<RowOutcome, 'outcome' | 'message' | 'mismatches'> {
  if (error instanceof Mismatch) return { outcome: 'failed', message: error.message, mismatches: error.mismatches };
  const message = error instanceof Error ? error.message : String(error);
  const unexpected = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return { outcome: 'error', message: unexpected ? `unexpected ${error.name}: ${message}` : message, mismatches: [] };
}
