import type { Level } from '../../scenario/level.ts';
import type { AnyTrafficStep, DistributionStep } from '../../scenario/traffic.ts';
import { together } from '../../wait/together.ts';
import type { RowOutcome, StepContext } from '../context.ts';
import type { RowPlan } from '../plan.ts';
import { describeThrown } from './judge.ts';
import { type TrafficRow, toTraffic } from './row.ts';
import { runTraffic } from './run.ts';
import { countShares, toSharedTraffic } from './shares.ts';

/** A step that asks the data plane. */
export type TrafficSteps = AnyTrafficStep | DistributionStep;

/** A row of such a step, with the weights that are to be counted. */
interface Asked {
  row: TrafficRow;
  shares?: DistributionStep;
}

/**
 * Tries and confirms the rows of all these steps together; then, if all hold, counts the shares of those that have any,
 * at the same time. `rows` are those of all the steps; unselected ones give undefined.
 */
export async function runAnswers(
  context: StepContext,
  steps: readonly TrafficSteps[],
  rows: readonly RowPlan[],
): Promise<(RowOutcome | undefined)[]> {
  const asked = steps
    .flatMap((step) => listAsked(context, step))
    .flatMap(({ row, shares }, index) => {
      const plan = rows[index];
      return plan?.selected ? [{ row: { ...row, plan }, shares, name: plan.name, level: plan.level }] : [];
    });
  context.progress.noteAssertions(asked.length);
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
    asked.map(({ shares, row, level }, index) => async (signal) => {
      const outcome = served[index];
      if (!shares || outcome?.outcome !== 'passed') return outcome;
      const bad = findBad(level);
      if (bad) return { ...outcome, outcome: 'skipped' as const, message: `not reached: '${bad.name}' failed` };
      return count({ ...context, signal }, row, shares, outcome);
    }),
  );
  return rows.map(({ selected }) => (selected ? outcomes.shift() : undefined));
}

function listAsked(context: StepContext, step: TrafficSteps): Asked[] {
  if (step.kind === 'distribution') return [{ row: toSharedTraffic(context, step), shares: step }];
  const { kind, target } = step;
  return step.rows.map(({ send, expect }) => ({ row: toTraffic(kind, { send, expect, target }, context) }));
}

/** What goes wrong on our side is the outcome of this row alone: the others have theirs. */
async function count(
  context: StepContext,
  row: TrafficRow,
  shares: DistributionStep,
  served: RowOutcome,
): Promise<RowOutcome> {
  try {
    return await countShares(context, row, shares, served);
  } catch (error) {
    context.signal.throwIfAborted();
    return { ...served, ...describeThrown(error) };
  }
}
