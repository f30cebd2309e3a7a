import type { Check, Difference } from './checks.ts';
import type { Finding, Ground } from './types.ts';

/** Looks at what is wrong, after the control route was served. */
const leastRounds = 8;

/**
 * Waits until every check is right. What is still wrong when `arrived` has been true for the grace is a finding; once all
 * are right they must be right again when asked anew, though nothing may come once.
 * @param arrived whether the data plane has what was applied, as far as can be told
 */
export async function verify(
  { clock, signal, pace }: Pick<Ground, 'clock' | 'signal' | 'pace'>,
  checks: readonly Check[],
  arrived: () => Promise<boolean>,
): Promise<readonly Omit<Finding, 'stage'>[]> {
  const start = clock.now();
  let arrival: number | undefined;
  let rounds = 0;
  let pending: readonly Check[] = checks;
  let wrong: readonly Difference[] = [];
  let steady = true;
  for (;;) {
    if (arrival === undefined && (await arrived())) arrival = clock.now();
    const looked = await Promise.all(pending.map(async (check) => ({ check, difference: await check.look() })));
    const left = looked.filter(({ difference }) => difference !== undefined);
    pending = left.map(({ check }) => check);
    wrong = left.flatMap(({ difference }) => difference ?? []);
    if (arrival !== undefined) {
      rounds += 1;
      // Where a change takes long to arrive, others may be on their way for as long.
      const grace = Math.max(pace.graceMs, pace.lateness * (arrival - start));
      if (rounds >= leastRounds && clock.now() - arrival > grace) return wrong.map(toFinding);
      if (pending.length === 0 && !steady) return [];
      if (pending.length === 0) {
        const again = await Promise.all(checks.map(async (check) => ({ check, difference: await check.look() })));
        const changed = again.filter(({ difference }) => difference !== undefined);
        const unsteady = changed.flatMap(({ difference }) =>
          difference?.kind === 'traffic' && !difference.silent ? [difference] : [],
        );
        if (unsteady.length > 0) return unsteady.map((difference) => ({ ...difference, kind: 'unsteady' }));
        if (changed.length === 0) return [];
        // A status may be written more than once on its way, and an answer may be late once.
        pending = changed.map(({ check }) => check);
        steady = false;
        arrival = clock.now();
      }
    } else if (clock.now() - start > pace.arrivalMs) return [...wrong.map(toFinding), notArrived(pace.arrivalMs)];
    await clock.sleep(pace.pauseMs, signal);
  }
}

function toFinding({ silent: _, ...finding }: Difference): Omit<Finding, 'stage'> {
  return finding;
}

function notArrived(arrivalMs: number): Omit<Finding, 'stage'> {
  return {
    kind: 'arrival',
    subject: 'a route made after the change, alone on its listener',
    expected: `to be served within ${arrivalMs} ms`,
    observed: 'it is not',
    clause: 'route.accepted',
  };
}
