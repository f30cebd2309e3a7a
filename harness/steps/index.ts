import { HarnessError } from '../scenario/errors.ts';
import type { Step } from '../scenario/steps.ts';
import { asksTraffic, runAnswers } from './answers.ts';
import { runChange } from './change.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { runCustom } from './custom.ts';
import { describeThrown } from './judge.ts';
import type { RowPlan } from './rows.ts';
import { runAbsent, runStatus } from './status.ts';

export type { EchoService, RowOutcome, StepContext } from './context.ts';
export { listRows, listSteps, type RowPlan } from './rows.ts';

/**
 * Runs steps that may be run at once: one, or several with nothing between them that only ask the data plane, whose
 * rows are then tried and confirmed together. `rows` are those of all the steps. Rows that `--grep` leaves out give
 * undefined in their place.
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
    case 'http':
    case 'distribution':
      return runAnswers(context, steps, rows);
    case 'status':
      context.state.assertions += 1;
      return [await runStatus(context, step.ref, step.expect)];
    case 'absent':
      context.state.assertions += 1;
      return [await runAbsent(context, step.ref)];
    case 'custom':
      return [await runCustom(context, step)];
    case 'apply':
    case 'patch':
    case 'delete':
      return [await runChange(context, step)];
    default:
      throw new HarnessError(`steps of the kind ${step.kind} are not run yet`);
  }
}

/** Steps that are run at once, in order: nothing changes between those that only ask the data plane. */
export function groupSteps(steps: readonly Step[]): { first: number; steps: readonly Step[] }[] {
  const groups: { first: number; steps: Step[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const open = groups.at(-1);
    if (asksTraffic(step) && open?.steps.every(asksTraffic)) open.steps.push(step);
    else groups.push({ first: index, steps: [step] });
  }
  return groups;
}
