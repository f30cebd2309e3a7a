import type { DistributionStep, Level, Step } from '../scenario/steps.ts';
import { together } from '../wait/together.ts';
import type { RowOutcome, StepContext } from './context.ts';
import { countShares, toSharedTraffic } from './distribution.ts';
import { toTraffic } from './http.ts';
import { describeThrown } from './judge.ts';
import type { RowPlan } from './rows.ts';
import { runTraffic, type TrafficRow } from './traffic.ts';

/** A row of a step that asks the data plane, with the plan that it belongs to. */
interface Asked {
  row: TrafficRow;
  shares?: DistributionStep;
}

/** Whether a step only asks the data plane: such steps that follow one another are run at once. */
export function asksTraffic({ kind }: Step): boolean {
  return kind === 'http' || kind === 'distribution';
}

/**
 * Tries and confirms the rows of all these steps together; then, if all hold, counts the shares of those that have any,
 * at the same time. `rows` are those of all the steps; unselected ones give undefined.
 */
export async function runAnswers(
  context: StepContext,
  steps: readonly Step[],
  rows: readonly RowPlan[],
): Promise<(RowOutcome | undefined)[]> {
  const asked = steps
    .flatMap((step) => listAsked(context, step))
    .flatMap(({ row, shares }, index) => {
      const plan = rows[index];
      return plan?.selected ? [{ row: { ...row, level: plan.level }, shares, name: plan.name, level: plan.level }] : [];
    });
  context.state.assertions += asked.length;
  const served = await runTraffic(
    context,
    asked.map(({ row }) => row),
  );
  const failed = asked.filter((_, index) => served[index]?.outcome === 'failed');
  // What the specification alone asks for must not decide what the official test asks, too.
  const findBad = (level: Level): { name: string } | undefined =>
    failed.find((one) => level === 'spec' || one.level === 'official');
  const outcomes = await together(
    context.signal,
    asked.map(({ shares, level }, index) => async (signal) => {
      const outcome = served[index];
      if (!shares || outcome?.outcome !== 'passed') return outcome;
      const bad = findBad(level);
      if (bad) return { ...outcome, outcome: 'skipped' as const, message: `not reached: '${bad.name}' failed` };
      return count({ ...context, signal }, shares, outcome);
    }),
  );
  return rows.map(({ selected }) => (selected ? outcomes.shift() : undefined));
}

function listAsked(context: StepContext, step: Step): Asked[] {
  if (step.kind === 'distribution') return [{ row: toSharedTraffic(context, step), shares: step }];
  return step.kind === 'http' ? step.rows.map((row) => ({ row: toTraffic(context, row, step.target) })) : [];
}

/** What goes wrong on our side is the outcome of this row alone: the others have theirs. */
async function count(context: StepContext, shares: DistributionStep, served: RowOutcome): Promise<RowOutcome> {
  try {
    return await countShares(context, shares, served);
  } catch (error) {
    context.signal.throwIfAborted();
    return { ...served, ...describeThrown(error) };
  }
}
