import type { Step } from '../scenario/steps.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { kindOf } from './kinds/index.ts';
import type { RowPlan } from './plan.ts';
import { describeThrown } from './traffic/judge.ts';

export type { EchoService, InsideDestination, Location, RowOutcome, StepContext } from './context.ts';
export { kindOf } from './kinds/index.ts';
export { createProgress, type Progress } from './progress.ts';
export { resolveRef } from './refs.ts';
export { listRows, listSteps, type RowPlan } from './rows.ts';
export { nameFinding } from './traffic/held.ts';
export { isClear, isLate, untimed } from './traffic/row.ts';
export type { Exchanged, HeldRow } from './traffic/types.ts';

/**
 * Runs steps that may be run at once: one, or several of one group with nothing between them. `rows` are those of all
 * the steps. Rows that `--grep` leaves out give undefined in their place.
 * @throws the signal's reason when aborted; every other error becomes the rows' outcome
 */
export async function runSteps(
  context: StepContext,
  steps: readonly Step[],
  rows: readonly RowPlan[],
): Promise<readonly (RowOutcome | undefined)[]> {
  const [first, ...others] = steps;
  if (!first || !rows.some(({ selected }) => selected)) return rows.map(() => undefined);
  const started = context.clock.now();
  const startedAt = context.clock.date().toISOString();
  try {
    return await kindOf(first).run(context, [first, ...others], rows);
  } catch (error) {
    context.signal.throwIfAborted();
    const durationMs = Math.round(context.clock.now() - started);
    const failed = describeThrown(error);
    return rows.map(({ selected }) =>
      selected ? { ...failed, startedAt, durationMs, tries: 0, exchanges: [] } : undefined,
    );
  }
}

/** Steps that are run at once, in order: nothing changes between those that only ask the data plane. */
export function groupSteps(steps: readonly Step[]): { first: number; steps: readonly Step[] }[] {
  const groups: { first: number; steps: Step[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const { group } = kindOf(step);
    const open = groups.at(-1);
    if (group !== undefined && open?.steps.every((other) => kindOf(other).group === group)) open.steps.push(step);
    else groups.push({ first: index, steps: [step] });
  }
  return groups;
}
