import type { FieldMismatch } from '../scenario/custom.ts';
import { startDeadline } from './deadline.ts';
import { findHopeless, type GiveUp, noteAttempt, type Steadiness } from './give-up.ts';
import { linkSignal } from './link.ts';
import type { Attempt, Clock, TimePolicy, WaitOutcome, WaitTools } from './types.ts';

/** One state of what is watched, and what was wrong with it. */
export interface WatchedState<T> extends Attempt {
  mismatches: readonly FieldMismatch[];
  state: T;
}

/**
 * States to watch. Given as a function, it is called with a signal that aborts as soon as nobody listens any more, so
 * that the source can let go at once.
 */
export type StateSource<T> = AsyncIterable<T> | ((signal: AbortSignal) => AsyncIterable<T>);

type StateTest<T> = (state: T) => readonly FieldMismatch[];

/**
 * Waits for the first state without a mismatch.
 * @param giveUp ends it before the deadline where the last state is wrong for good
 * @returns `tries` counts the states seen; `last` is the last of them (missing where there was none)
 * @throws the signal's reason when aborted; whatever the source throws
 */
export async function watchUntil<T>(
  policy: TimePolicy,
  source: StateSource<T>,
  test: StateTest<T>,
  tools: WaitTools,
  giveUp?: GiveUp<WatchedState<T>>,
): Promise<WaitOutcome<WatchedState<T>>> {
  return readStates(policy, source, test, tools, { endsAt: 'good', windowFrom: 'start', giveUp });
}

/**
 * Every state must be without a mismatch for the length of `policy.timeoutMs`, counted from the first state; ends at
 * the first bad one. A source that ends without any state is not satisfied.
 */
export async function watchStays<T>(
  policy: TimePolicy,
  source: StateSource<T>,
  test: StateTest<T>,
  tools: WaitTools,
): Promise<WaitOutcome<WatchedState<T>>> {
  return readStates(policy, source, test, tools, { endsAt: 'bad', windowFrom: 'first state' });
}

interface ReadMode<T> {
  giveUp?: GiveUp<WatchedState<T>>;
  /** The kind of state that ends the reading at once. */
  endsAt: 'good' | 'bad';
  windowFrom: 'start' | 'first state';
}

const TIME_IS_UP = Symbol('time is up');
const GIVEN_UP = Symbol('given up');

async function readStates<T>(
  policy: TimePolicy,
  source: StateSource<T>,
  test: StateTest<T>,
  tools: WaitTools,
  mode: ReadMode<T>,
): Promise<WaitOutcome<WatchedState<T>>> {
  const { clock, signal } = tools;
  signal.throwIfAborted();
  const start = clock.now();
  const link = linkSignal(signal);
  const startTimer = () => {
    const timer = sleepOut(policy, clock, link.signal);
    timer.catch(() => {});
    return timer;
  };
  const aborted = rejectWhenAborted(link.signal);
  const iterator = (typeof source === 'function' ? source(link.signal) : source)[Symbol.asyncIterator]();
  let timer = mode.windowFrom === 'start' ? startTimer() : undefined;
  const row: Steadiness = { since: start, times: 0 };
  const { giveUp } = mode;
  const ends = giveUp ? [endHopeless(row, giveUp, { clock, signal: link.signal })] : [];
  let tries = 0;
  let last: WatchedState<T> | undefined;
  const outcome = (satisfied: boolean) => ({ satisfied, tries, elapsedMs: clock.now() - start, last });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted, ...(timer ? [timer] : []), ...ends]);
      signal.throwIfAborted();
      if (next === GIVEN_UP) return { ...outcome(false), unfinished: 'givenUp' };
      if (next === TIME_IS_UP || next.done) return outcome(mode.endsAt === 'bad' && tries > 0);
      tries += 1;
      last = { state: next.value, mismatches: test(next.value) };
      const good = last.mismatches.length === 0;
      if (giveUp) noteAttempt(row, last, giveUp, clock.now());
      if (good === (mode.endsAt === 'good')) return outcome(good);
      timer ??= startTimer();
    }
  } finally {
    link.end();
    // A generator that waits for its next state ends only after that: nobody waits for it here.
    iterator.return?.().catch(() => {});
  }
}

/** Resolves once what was seen last is wrong for good; else never. */
function endHopeless<T>(row: Steadiness, giveUp: GiveUp<WatchedState<T>>, tools: WaitTools): Promise<typeof GIVEN_UP> {
  return new Promise((resolve) => {
    const end = (): void => resolve(GIVEN_UP);
    findHopeless(() => [{ row, index: 0 }], { leastTimes: 1, ...giveUp }, tools, end).catch(() => {});
  });
}

/** Sleeps until the policy's time is over, which may have grown meanwhile. */
async function sleepOut(policy: TimePolicy, clock: Clock, signal: AbortSignal): Promise<typeof TIME_IS_UP> {
  const deadline = startDeadline(clock, () => policy.timeoutMs);
  while (deadline.left() > 0) await clock.sleep(deadline.left(), signal);
  return TIME_IS_UP;
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  rejected.catch(() => {});
  return rejected;
}
