import { type Deadline, startDeadline } from './deadline.ts';
import { nextPause } from './policies.ts';
import type { Attempt, TimePolicy, WaitOutcome, WaitTools } from './types.ts';

export type Probe<A extends Attempt> = (attempt: number, signal: AbortSignal) => Promise<A>;

/**
 * Tries until `policy.successes` tries in a row were good. A try that begins before the deadline may end after it, and
 * a row of good tries that began in time may be completed; how long one try takes is for the probe to bound.
 * @param deadline where the wait is a part of a longer one; default: of the policy's time
 * @returns `last` is the last bad try where not satisfied
 * @throws the signal's reason when aborted; whatever the probe throws
 */
export async function eventually<A extends Attempt>(
  policy: TimePolicy,
  probe: Probe<A>,
  { clock, signal }: WaitTools,
  deadline: Deadline = startDeadline(clock, () => policy.timeoutMs),
): Promise<WaitOutcome<A>> {
  const start = clock.now();
  let pause = policy.intervalMs;
  let streak = 0;
  let lastBad: A | undefined;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const attempt = await probe(tries, signal);
    signal.throwIfAborted();
    if (attempt.mismatches.length === 0) {
      streak += 1;
      pause = policy.intervalMs;
      if (streak >= policy.successes) {
        return { satisfied: true, tries, elapsedMs: clock.now() - start, last: attempt };
      }
    } else {
      streak = 0;
      lastBad = attempt;
    }
    const left = deadline.left();
    if (left <= 0 && streak === 0) {
      return { satisfied: false, tries, elapsedMs: clock.now() - start, last: lastBad };
    }
    await clock.sleep(left > 0 ? Math.min(pause, left) : pause, signal);
    if (streak === 0) pause = nextPause(policy, pause);
  }
}
