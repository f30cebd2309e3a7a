import type { Probe } from './eventually.ts';
import { nextPause } from './policies.ts';
import type { Attempt, TimePolicy, WaitOutcome, WaitTools } from './types.ts';

/**
 * Good for the whole window (`policy.timeoutMs`) and in at least `policy.successes` tries; ends at the first bad one.
 * @throws the signal's reason when aborted; whatever the probe throws
 */
export async function consistently<A extends Attempt>(
  policy: TimePolicy,
  probe: Probe<A>,
  tools: WaitTools,
): Promise<WaitOutcome<A>> {
  const { clock, signal } = tools;
  const start = clock.now();
  const end = start + policy.timeoutMs;
  let pause = policy.intervalMs;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const last = await probe(tries, signal);
    signal.throwIfAborted();
    const good = last.mismatches.length === 0;
    const left = end - clock.now();
    if (!good || (left <= 0 && tries >= policy.successes)) {
      return { satisfied: good, tries, elapsedMs: clock.now() - start, last };
    }
    await clock.sleep(left > 0 ? Math.min(pause, left) : pause, signal);
    pause = nextPause(policy, pause);
  }
}
