import type { Validation } from '../validate/types.ts';

/** What renderers are given. */
export interface Rendered {
  validation: Validation;
  /** Text of a source, for the lines around a finding; undefined where it is not to be had. */
  textOf(source: string): string | undefined;
  /** What was not judged and why, one sentence each. */
  notes: readonly string[];
  /** Version of gwconf. */
  version: string;
}
