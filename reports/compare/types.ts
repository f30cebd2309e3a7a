import type { RunResult } from '../../harness/result/types.ts';
import type { ConformanceReport } from '../conformance/types.ts';

/**
 * What is known of a test or a feature. `untested`: claimed or needed, and nothing was tried. `unknown`: nobody says
 * anything of it.
 */
export type State = 'passed' | 'failed' | 'skipped' | 'unsupported' | 'untested' | 'unknown';

/** As much of a release of the official suite as one must know to read a report, which does not name what passed. */
export interface KnownRelease {
  /** Release line, `v1.7`. */
  version: string;
  tests: readonly { name: string; features: readonly string[] }[];
  profiles: readonly { name: string; coreFeatures: readonly string[]; extendedFeatures: readonly string[] }[];
}

export type Source = { file: string; report: ConformanceReport } | { file: string; result: RunResult };

/** One implementation as one run saw it. */
export interface Subject {
  /** `acme/gateway v1.2.0`, unique among those that are compared. */
  name: string;
  file: string;
  gatewayApi: string;
  channel: string;
  mode: string;
  /** Result of the core by profile. */
  profiles: Readonly<Record<string, string>>;
  features: ReadonlyMap<string, State>;
  tests: ReadonlyMap<string, State>;
}

export interface Comparison {
  subjects: readonly Subject[];
  features: readonly Line[];
  tests: readonly Line[];
  /** Tests that one failed and another passed, by who failed. */
  failsOnlyHere: readonly { subject: string; tests: readonly string[] }[];
}

/** One feature or test, with what each subject, in order, is known to make of it. */
export interface Line {
  name: string;
  states: readonly State[];
}
