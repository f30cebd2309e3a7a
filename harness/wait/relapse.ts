import type { Attempt, WaitOutcome } from './types.ts';

/** What tells that a row which had been right went wrong for a while. */
export interface RelapseRule<A extends Attempt> {
  /** An answer that is not one of passing trouble. */
  isClear(attempt: A): boolean;
}

/**
 * So many right answers in a row, each over a connection of its own, and then so many wrong ones for so long: of two
 * replicas that learn at different times, the chance is one in a million.
 */
const LEAST = { right: 6, wrong: 14, wrongMs: 700 };
/** While it seems to be wrong again, another try is due so soon, ms: that is what tells replicas apart from it. */
export const SUSPECT_PAUSE_MS = 50;

/** Follows the tries of one row. */
export interface RelapseWatch<A extends Attempt> {
  note(attempt: A, now: number): void;
  /** It was right for long enough, and is wrong now; what for is not known yet. */
  isSuspect(): boolean;
  /** The first, if any. */
  found(): WaitOutcome<A>['relapse'];
}

export function watchRelapse<A extends Attempt>({ isClear }: RelapseRule<A>): RelapseWatch<A> {
  let right = 0;
  let wrong = 0;
  let since = 0;
  let found: WaitOutcome<A>['relapse'];
  return {
    note(attempt, now) {
      if (attempt.mismatches.length === 0) {
        if (wrong > 0) right = 0;
        wrong = 0;
        right += 1;
        return;
      }
      if (!isClear(attempt)) {
        // It may be one that starts anew: what came before says nothing then.
        right = 0;
        wrong = 0;
        return;
      }
      if (wrong === 0) since = now;
      wrong += 1;
      const forMs = now - since;
      if (right < LEAST.right || wrong < LEAST.wrong || forMs < LEAST.wrongMs) return;
      found ??= { attempt, right, forMs };
      found = { ...found, forMs: Math.max(found.forMs, forMs) };
    },
    isSuspect: () => right >= LEAST.right && wrong > 0 && wrong < LEAST.wrong,
    found: () => found,
  };
}
