import { formatMismatches } from '../../match/format.ts';
import { eventually } from '../../wait/eventually.ts';
import { createGate } from '../../wait/gate.ts';
import type { StepContext } from '../context.ts';
import type { RowPlan } from '../plan.ts';
import { describeTries, seconds } from './judge.ts';
import type { Exchanged, HeldRow } from './types.ts';

/** Requests over kept connections at the same time. */
const IN_FLIGHT = 8;

/**
 * Asks rows that hold once more over connections that are kept open from one step to the next: what is served must not
 * depend on when a connection was made. One that is wrong has the time that a new connection had. The official tests don't
 * ask, so that what is found is a row of its own.
 */
export async function tryKeptConnections(
  context: Pick<StepContext, 'clock' | 'policies' | 'signal' | 'addFinding'>,
  held: readonly HeldRow[],
): Promise<void> {
  const { clock, policies, signal, addFinding } = context;
  const gate = createGate(IN_FLIGHT);
  const startedAt = clock.date().toISOString();
  const tried = held
    .filter(({ probe }) => probe.keepsConnections)
    .map(async ({ plan, probe }) => {
      const policy = { ...policies.traffic, successes: 1 };
      const ask = (_attempt: number, asking: AbortSignal): Promise<Exchanged> => gate(() => probe.tryKept(asking));
      const { satisfied, last, tries, elapsedMs } = await eventually(policy, ask, { clock, signal });
      if (satisfied || !last) return;
      const { mismatches, exchange } = last;
      const message = `${formatMismatches(mismatches)} (${describeTries(tries)} in ${seconds(elapsedMs)}, while it was right over new connections)`;
      addFinding(nameFinding(plan, 'over a connection kept open'), {
        outcome: 'failed',
        message,
        startedAt,
        durationMs: Math.round(elapsedMs),
        tries,
        mismatches,
        exchanges: [exchange],
      });
    });
  await Promise.all(tried);
}

/** The row of its own that a finding is. */
export function nameFinding(plan: RowPlan, what: string): RowPlan {
  return { ...plan, name: `${plan.name}, ${what}`, level: 'spec' };
}
