import type { Attempt, WaitOutcome } from './types.ts';

/** What tells that a row which had been right went wrong for a while. */
export interface RelapseRule<A extends Attempt> {
  /** An answer that is not one of passing trouble. */
  isClear(attempt: A): boolean;
}

/**
 * So many right answers in a row, each over a connection of its own, and then so many wrong ones for so long: of replicas
 * that learn at different times, the chance is one in some thousands.
 */
const LEAST = { right: 6, wrong: 6, wrongMs: 700 };

/** Follows the tries of one row. */
export interface RelapseWatch<A extends Attempt> {
  note(attempt: A, now: number): void;
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
    found: () => found,
  };
}
