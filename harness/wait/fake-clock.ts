import type { Clock } from './types.ts';

interface Sleeper {
  at: number;
  wake(): void;
}

export interface FakeClock extends Clock {
  /** How many sleeps are pending. */
  readonly sleepers: number;
}

/**
 * A clock for tests: time stands still while anybody works and jumps to the next alarm once everybody sleeps (nothing
 * but sleeping is left for a whole turn of the event loop). Not for tests that wait for sockets.
 */
export function fakeClock(startAt: Date = new Date('2026-01-01T00:00:00.000Z')): FakeClock {
  let now = 0;
  let sleepers: Sleeper[] = [];
  let turn: NodeJS.Immediate | undefined;

  const wakeNext = () => {
    turn = undefined;
    const next = sleepers.reduce((least, sleeper) => Math.min(least, sleeper.at), Number.POSITIVE_INFINITY);
    if (next === Number.POSITIVE_INFINITY) return;
    now = Math.max(now, next);
    const due = sleepers.filter((sleeper) => sleeper.at <= now);
    sleepers = sleepers.filter((sleeper) => sleeper.at > now);
    for (const sleeper of due) sleeper.wake();
    watchForStandstill();
  };

  // Each new sleep starts the turn again, so that everything runnable has run before time moves.
  const watchForStandstill = () => {
    if (turn) clearImmediate(turn);
    turn = sleepers.length > 0 ? setImmediate(wakeNext) : undefined;
  };

  const alarm = (ms: number, ring: () => void): (() => void) => {
    const sleeper: Sleeper = { at: now + Math.max(0, ms), wake: ring };
    sleepers.push(sleeper);
    watchForStandstill();
    return () => {
      sleepers = sleepers.filter((other) => other !== sleeper);
    };
  };

  return {
    now: () => now,
    date: () => new Date(startAt.getTime() + now),
    get sleepers() {
      return sleepers.length;
    },
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const stop = () => {
          cancel();
          reject(signal.reason);
        };
        const cancel = alarm(ms, () => {
          signal.removeEventListener('abort', stop);
          resolve();
        });
        signal.addEventListener('abort', stop, { once: true });
      }),
    alarm,
  };
}
