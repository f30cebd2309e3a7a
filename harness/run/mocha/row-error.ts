import type { MismatchRecord, Outcome } from '../../result/types.ts';

/** As much of a row's or a scenario's result as a test needs. */
export interface SlotResult {
  outcome: Outcome;
  message?: string;
  reason?: string;
  mismatches?: readonly MismatchRecord[];
}

/** What Mocha's reporters print of a row: the sentence and every mismatch, without a stack that would lead nowhere. */
export function createRowError({ outcome, message, reason, mismatches = [] }: SlotResult): Error {
  const sentence = message ?? reason ?? 'no reason was given';
  const lines = mismatches.map(({ path, expected, observed }) => `${path}: expected ${expected}, observed ${observed}`);
  const error = new Error([sentence, ...lines.filter((line) => !sentence.includes(line))].join('\n  '));
  error.name = outcome === 'failed' ? 'Mismatch' : 'HarnessError';
  error.stack = `${error.name}: ${error.message}`;
  const [only, ...others] = mismatches;
  // Mocha shows a diff of these two.
  if (only && others.length === 0) Object.assign(error, { expected: only.expected, actual: only.observed });
  return error;
}
