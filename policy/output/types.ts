import type { RoutingChange } from '../change/compare-routing.ts';
import type { Validation } from '../validate/types.ts';

/** What renderers are given. */
export interface Rendered {
  validation: Validation;
  /** Text of a source, for the lines around a finding; undefined where it is not to be had. */
  textOf(source: string): string | undefined;
  /** What was not judged and why, one sentence each. */
  notes: readonly string[];
  /** What the change from other manifests does, where that was asked. */
  changes?: readonly RoutingChange[];
  /** The command that found them; default: `validate`. */
  command?: string;
  /** Version of gwconf. */
  version: string;
}
