import type { AnswerRecord, Level, RunResult } from '../../harness/result/types.ts';
import type { ConformanceReport } from '../conformance/types.ts';
import type { Measurement } from '../measure/measure.ts';

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

/** A row that passed, and what it was answered. */
export interface Answered {
  test: string;
  row: string;
  level: Level;
  answer: AnswerRecord;
  /** Until the first right answer, ms. */
  rightAfterMs?: number;
}

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
  /** Rows of traffic that passed, by test and row; of results alone, since a report tells of none. */
  answers: ReadonlyMap<string, Answered>;
  /** Changes that were timed; of results of `gwconf measure`. */
  measured: readonly Measurement[];
}

/** One kind of change, as it went with each subject, in order; missing where it was not timed there. */
export interface Timed {
  change: string;
  by: readonly (Measurement | undefined)[];
}

/** What an answer is compared by. */
export type Trait = 'status' | 'redirect' | 'version';

/** A row that several passed and that they answered differently: the specification leaves that open. */
export interface Behaviour {
  test: string;
  row: string;
  level: Level;
  trait: Trait;
  /** By subject, in order; missing where it did not pass there, or nothing is known. */
  values: readonly (string | undefined)[];
}

/** A response header that some send and others do not, where both pass. */
export interface HeaderUse {
  name: string;
  /** By subject, in order: in how many of the rows that all compared subjects passed it came. */
  rows: readonly number[];
}

/** How long it took until traffic was right, over the rows that passed, ms. */
export interface Promptness {
  subject: string;
  rows: number;
  median: number;
  p90: number;
  most: number;
}

export interface Comparison {
  subjects: readonly Subject[];
  features: readonly Line[];
  tests: readonly Line[];
  /** Rows that several passed and answered differently. */
  behaviours: readonly Behaviour[];
  headers: readonly HeaderUse[];
  promptness: readonly Promptness[];
  changes: readonly Timed[];
  /** Tests that one failed and another passed, by who failed. */
  failsOnlyHere: readonly { subject: string; tests: readonly string[] }[];
}

/** One feature or test, with what each subject, in order, is known to make of it. */
export interface Line {
  name: string;
  states: readonly State[];
}
