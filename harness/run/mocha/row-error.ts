import type { Settlement } from './slot.ts';

/** What Mocha's reporters print of a row: the sentence and every mismatch, without a stack that would lead nowhere. */
export function createRowError({ outcome, message, reason, mismatches = [] }: Settlement): Error {
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
