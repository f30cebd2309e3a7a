import type { FieldMismatch } from './custom.ts';

/** The implementation did something other than the specification asks: the row failed. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  readonly mismatches: readonly FieldMismatch[];

  constructor(message: string, mismatches: readonly FieldMismatch[]) {
    super(message);
    this.mismatches = mismatches;
  }
}

/** The harness or the infrastructure failed: nothing is said about the implementation. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
}

/** The user asked for something that cannot be done: one sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
