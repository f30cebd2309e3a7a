import { formatMismatches } from '../match/format.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { RowOutcome, StepContext } from './context.ts';

/** A role that was made a moment ago is not known to every server at once. */
const ROLES_WITHIN_MS = 10_000;
const AGAIN_AFTER_MS = 200;

/**
 * The row of what the API server is asked by requests that change nothing.
 * @param again whether it is asked for some seconds more where the answers are not right: where a user has new roles
 */
export async function judgeAgain(
  { clock, signal }: Pick<StepContext, 'clock' | 'signal'>,
  again: boolean,
  judge: () => Promise<FieldMismatch[]>,
): Promise<RowOutcome> {
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  let tries = 0;
  let mismatches: FieldMismatch[] = [];
  do {
    if (tries > 0) await clock.sleep(AGAIN_AFTER_MS, signal);
    tries += 1;
    mismatches = await judge();
  } while (again && mismatches.length > 0 && clock.now() - started < ROLES_WITHIN_MS);
  const common = { startedAt, durationMs: Math.round(clock.now() - started), tries, exchanges: [], mismatches };
  if (mismatches.length === 0) return { ...common, outcome: 'passed' };
  return { ...common, outcome: 'failed', message: formatMismatches(mismatches) };
}
