import type { Outcome } from '../../harness/result/types.ts';

/** One run that is kept, oldest first in lists. */
export interface KeptRun {
  id: number;
  startedAt: string;
  implementation: string;
  version: string;
  gatewayApi: string;
  gwconf: string;
  exitCode: number;
  durationMs: number;
  phases: readonly { name: string; durationMs: number }[];
  /** By scenario. */
  outcomes: ReadonlyMap<string, KeptOutcome>;
}

export interface KeptOutcome {
  outcome: Outcome;
  flaky: boolean;
  durationMs: number;
}

/** One scenario over all runs. */
export interface Trend {
  scenario: string;
  /** By run, in order; missing where the run did not know it. */
  outcomes: readonly (KeptOutcome | undefined)[];
  /** Runs in which it was tried. */
  tried: number;
  failed: number;
  /** It was flaky in a run, or failed and passed for one version of one implementation. */
  flaky: boolean;
  /** The run since which it has not passed any more, though it did before. */
  firstBad?: number;
}
