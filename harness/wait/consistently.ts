import type { Probe } from './eventually.ts';
import type { Attempt, TimePolicy, WaitOutcome, WaitTools } from './types.ts';

/**
 * Good for the whole window (`policy.timeoutMs`) and in at least `policy.successes` tries; ends at the first bad one.
 * The tries begin evenly through the window, the last at its end, or one right after the other where they take longer.
 * @throws the signal's reason when aborted; whatever the probe throws
 */
export async function consistently<A extends Attempt>(
  policy: TimePolicy,
  probe: Probe<A>,
  { clock, signal }: WaitTools,
): Promise<WaitOutcome<A>> {
  const start = clock.now();
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const last = await probe(tries, signal);
    signal.throwIfAborted();
    const good = last.mismatches.length === 0;
    const elapsedMs = clock.now() - start;
    if (!good || (elapsedMs >= policy.timeoutMs && tries >= policy.successes)) {
      return { satisfied: good, tries, elapsedMs, last };
    }
    const next = Math.min(tries * spaceTries(policy), policy.timeoutMs);
    // A rest of rounding would let no time pass.
    if (next > elapsedMs) await clock.sleep(Math.max(1, next - elapsedMs), signal);
  }
}

/** How far apart the tries of a window begin, ms: the last of the fewest that are needed begins at its end. */
function spaceTries({ timeoutMs, maxIntervalMs, successes }: TimePolicy): number {
  return Math.min(maxIntervalMs, timeoutMs / Math.max(1, successes - 1));
}
