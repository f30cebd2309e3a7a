import { CelError } from './scalars.ts';

/** Steps that an API server lets one expression take, each costing at least one of its units. */
const MOST_STEPS = 1_000_000;
/** Characters of a text, or items of a list, that an expression may make. */
const MOST_SIZE = 4_000_000;

/** Of the evaluation that is running; evaluations are synchronous, and one within another has what is left. */
let left = Number.POSITIVE_INFINITY;

/**
 * Runs an evaluation that may take so many steps.
 * https://kubernetes.io/docs/reference/using-api/cel/#resource-constraints
 */
export function runBounded<T>(run: () => T): T {
  const outer = left;
  left = Math.min(MOST_STEPS, outer);
  const start = left;
  try {
    return run();
  } finally {
    left = outer - (start - left);
  }
}

/** Counts steps of the evaluation that is running. @throws CelError where it has taken too many */
export function spend(steps: number): void {
  left -= steps;
  if (left < 0) throw new CelError('operation cancelled: actual cost limit exceeded');
}

/** Refuses a text or list that grows beyond what an expression may make. @throws CelError */
export function checkSize(size: number): void {
  if (size > MOST_SIZE) throw new CelError('operation cancelled: actual cost limit exceeded');
}
