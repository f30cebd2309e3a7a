import { formatMismatches } from '../../match/format.ts';
import { eventually } from '../../wait/eventually.ts';
import { createGate } from '../../wait/gate.ts';
import type { WaitOutcome } from '../../wait/types.ts';
import type { StepContext } from '../context.ts';
import type { RowPlan } from '../plan.ts';
import { describeTries, seconds } from './judge.ts';
import { isLate, untimed } from './row.ts';
import type { Exchanged, HeldRow } from './types.ts';

/** New connections are answered rightly already: this share of the time that they had. */
const PATIENCE = 1 / 6;
/** Requests over kept connections at the same time. */
const IN_FLIGHT = 8;

/**
 * Asks rows that hold once more over connections that are kept open from one step to the next: what is served must not
 * depend on when a connection was made. The official tests don't ask, so that what is found is a row of its own.
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
      const policy = { ...policies.traffic, timeoutMs: policies.traffic.timeoutMs * PATIENCE, successes: 1 };
      const ask = (_attempt: number, asking: AbortSignal): Promise<Exchanged> =>
        gate(async () => untimed(await probe.tryKept(asking)));
      const { satisfied, last, tries, elapsedMs } = await eventually(policy, ask, { clock, signal });
      if (satisfied || !last || isLate(last.exchange)) return;
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

/**
 * A row that holds in the end, and was right before, and wrong between: the server went back to something. Rows of an
 * absence may be right by chance before anything is served.
 */
export function tellRelapse(
  { addFinding }: Pick<StepContext, 'addFinding'>,
  held: readonly HeldRow[],
  startedAt: string,
  outcome: WaitOutcome<Exchanged> | undefined,
): void {
  const [row] = held;
  if (!row?.provesLive || !outcome?.relapse) return;
  const { attempt, right, forMs } = outcome.relapse;
  const { mismatches, exchange } = attempt;
  const message = `${formatMismatches(mismatches)} (for ${seconds(forMs)}, after ${right} right answers in a row and before more of them, though nothing was changed)`;
  addFinding(nameFinding(row.plan, 'meanwhile'), {
    outcome: 'failed',
    message,
    startedAt,
    durationMs: Math.round(outcome.elapsedMs),
    tries: outcome.tries,
    mismatches,
    exchanges: [exchange],
  });
}

/** The row of its own that a finding is. */
export function nameFinding(plan: RowPlan, what: string): RowPlan {
  return { ...plan, name: `${plan.name}, ${what}`, level: 'spec' };
}
