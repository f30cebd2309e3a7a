import type { ExchangeRecord } from './exchanges.ts';

/**
 * The run result: the one truth that every reporter renders. Written as `result.json`; `schema.json` beside this file
 * describes it. Times are milliseconds; `startedAt` values are ISO 8601.
 */
export type Outcome = 'passed' | 'failed' | 'error' | 'skipped' | 'unsupported';

/**
 * `official`: what the official test of that name asks too; these alone enter the conformance report. `spec`: asked by the
 * specification only.
 */
export type Level = 'official' | 'spec';

export interface MismatchRecord {
  path: string;
  expected: string;
  observed: string;
}

export type { ExchangeRecord };

export interface DistributionRecord {
  requests: number;
  /** Of the intervals, all at once and whenever one looks: 1 − the stated error of this verdict. */
  confidence: number;
  tolerance: number;
  shares: readonly { backend: string; expected: number; observed: number; low: number; high: number; count: number }[];
}

/** What one change came to, made while a request was sent steadily. Times are from when the API server had taken it. */
export interface ChangeRecord {
  /** Sent from when the change was begun until it had held. */
  requests: number;
  /** Pause between two of them, ms. */
  everyMs: number;
  /** Until the status was right; missing where it never was, or none tells of it. */
  statusAfterMs?: number;
  /** False where no status tells of the change. */
  hasStatus: boolean;
  /** Until the first answer that was right; missing where none came. */
  firstAfterMs?: number;
  /** Until all answers were right from then on; missing where they never were. */
  allAfterMs?: number;
  /** Answers that were right neither before nor after, by what came: `503`, `none ECONNRESET`, `backend v3`. */
  errors: readonly { kind: string; count: number }[];
}

/** Taken at the time of the failure, before clean-up. Secrets are redacted. */
export interface Evidence {
  objects: readonly unknown[];
  events: readonly unknown[];
  exchanges: readonly ExchangeRecord[];
  logs: readonly { source: string; lines: readonly string[] }[];
}

/** A clause of the specification that rows of this run prove. */
export interface ClauseRecord {
  /** As rows name it: `httproute.match.headers.exact`. */
  id: string;
  level: 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';
  text: string;
  /** Where it stands, in a version of the specification. */
  url: string;
}

/** An answer without what differs from run to run: values of headers, names, times. */
export interface AnswerRecord {
  /** `404`, `UNAVAILABLE`, `101`; `none` with the error's code where nothing came: `none ECONNRESET`. */
  status: string;
  /** Of HTTP, `1.1`. */
  version?: string;
  /** Names of response headers, in lower case, sorted. */
  headers?: readonly string[];
  /** Form of a redirect's location: `https://HOST:8443/path`, `/path`. */
  redirect?: string;
}

export interface RowResult {
  /** Index of the step in the scenario, from 0. */
  step: number;
  kind: string;
  name: string;
  level: Level;
  outcome: Outcome;
  /** Why it was skipped, or the failure in one sentence. */
  message?: string;
  requirements: readonly string[];
  startedAt: string;
  durationMs: number;
  /** From `startedAt` to the first right answer; missing where none came, or none was asked for. */
  rightAfterMs?: number;
  tries: number;
  mismatches: readonly MismatchRecord[];
  distribution?: DistributionRecord;
  /** Of a change that was timed. */
  change?: ChangeRecord;
  /** The last one, of a row of traffic: what tells implementations apart where several answers are right. */
  answer?: AnswerRecord;
  evidence?: Evidence;
}

export interface ScenarioResult {
  id: string;
  title: string;
  features: readonly string[];
  requirements: readonly string[];
  provisional: boolean;
  /** File that it comes from, where it is none of the suite's own. */
  origin?: string;
  level: Level;
  /** Profiles that count it; none for an official test of no profile, and for what is no official test. */
  profiles: readonly string[];
  /** Of all its rows. */
  outcome: Outcome;
  /** Of its rows of level `official` alone; missing where the scenario is of level `spec`. */
  official?: Outcome;
  /** Why it was not run, or what failed, in one sentence. */
  reason?: string;
  /** The shard that runs it, where that is another one. */
  shard?: number;
  /** It failed as the implementation's profile says that it would; why, in one sentence. The outcome stays `failed`. */
  knownFailure?: string;
  /** Failed once and passed when rerun without the others; the outcome stays `failed`. */
  flaky: boolean;
  /** 2 where it was rerun. An error says nothing: then all else here is of the second attempt, if that was no error too. */
  attempts: number;
  /** Each time that it was run, in order, where that was asked for (`--repeat-each`); all else here is of the worst. */
  repeats?: readonly RepeatRecord[];
  startedAt: string;
  durationMs: number;
  namespaces: readonly string[];
  /** Command that runs just this scenario again with the same names. */
  reproduce: string;
  rows: readonly RowResult[];
}

/** One time of several that a scenario was run. */
export interface RepeatRecord {
  outcome: Outcome;
  /** Why it did not pass, in one sentence. */
  reason?: string;
  durationMs: number;
}

/** What became of a failure that the implementation's profile lists as known. One that `passed` fails the run. */
export interface KnownFailureResult {
  scenario: string;
  row?: string;
  reason: string;
  /** It may pass as well, which does not fail the run then. */
  flaky?: boolean;
  outcome: 'failed' | 'passed' | 'not run';
}

export type ProfileOutcome = 'success' | 'partial' | 'failure';

export interface ProfilePart {
  result: ProfileOutcome;
  passed: number;
  failed: number;
  skipped: number;
  failedTests: readonly string[];
  /** Needed and not tried: skipped, ended in an error, or without a scenario here. */
  skippedTests: readonly string[];
  /** The same, each with the reason. */
  untried: readonly { test: string; reason: string }[];
}

export interface ProfileResult {
  name: string;
  core: ProfilePart;
  /** Missing where the implementation supports no extended feature of the profile. */
  extended?: ProfilePart & { supportedFeatures: readonly string[]; unsupportedFeatures: readonly string[] };
}

export interface RunResult {
  schemaVersion: 'gwconf.dev/run-result/v1';
  gwconfVersion: string;
  runId: string;
  seed: string;
  command: readonly string[];
  /** Words after the program's name that run all of this again, seed included, whatever came from a file. */
  repeat?: readonly string[];
  startedAt: string;
  durationMs: number;
  environment: { node: string; platform: string; cpus: number };
  cluster: { provider: string; kubernetesVersion: string };
  gatewayApi: { version: string; channel: string; source: string };
  implementation: {
    organization: string;
    project: string;
    url: string;
    version: string;
    contact: readonly string[];
    gatewayClass: string;
    controllerName: string;
  };
  /** Of the implementation's pods and the backends; missing where none is known. */
  images?: readonly { role: 'implementation' | 'backend'; image: string; digest?: string }[];
  mode: string;
  /** Whose rows decide the exit code: `official` those of that level alone, `spec` all. */
  gate: Level;
  /** What is needed and was not tried fails the run, too. */
  strict: boolean;
  /** Part of a run that others do the rest of. Nothing is inferred, and no profile is whole, before all are merged. */
  shard?: {
    /** From 1. */
    index: number;
    count: number;
    /** Profiles that were asked for; none: each whose core features are all supported. */
    profiles: readonly string[];
    /** No profile counts provisional scenarios. */
    skipProvisional: boolean;
  };
  features: {
    supported: readonly string[];
    exempt: readonly string[];
    source: 'flags' | 'published' | 'profile' | 'inferred' | 'all';
  };
  timing: {
    scale: number;
    /** Greatest factor by which time-outs were allowed to grow. */
    patience: number;
    /** How the cluster and the machine bore the run. */
    load: {
      /** Greatest factor by which time-outs grew. */
      slowness: number;
      /** Longest answer of the API server to a trivial request, ms. */
      apiMs: number;
      /** Longest time by which the suite's own process was held up, ms. */
      delayMs: number;
      /** Most pods that waited for a place at the same time. */
      pendingPods: number;
    };
    policies: readonly {
      name: string;
      timeoutMs: number;
      intervalMs: number;
      maxIntervalMs: number;
      successes: number;
    }[];
  };
  concurrency: number;
  phases: readonly { name: string; durationMs: number }[];
  scenarios: readonly ScenarioResult[];
  profiles: readonly ProfileResult[];
  /** Profiles of gwconf's own that were asked for: no official report tells of them. Missing where none was. */
  ownProfiles?: readonly ProfileResult[];
  /** What the official suite of this release has, as far as its features are supported. */
  official: {
    /** Release line, `v1.7`. */
    release: string;
    /** False: it stands in for the release of the cluster, whose tests nobody knows here. */
    known: boolean;
    /** Tests that have no scenario here. */
    missing: readonly string[];
    /** Tests whose results enter no official report. */
    inNoProfile: readonly string[];
  };
  /** All that the scenarios and their rows name, by id. */
  clauses: readonly ClauseRecord[];
  /** Provisional scenarios by outcome; their profiles count them as any other. */
  provisional: { succeeded: readonly string[]; failed: readonly string[] };
  /** Missing where the implementation's profile lists none. */
  knownFailures?: readonly KnownFailureResult[];
  /** Errors of the harness or infrastructure outside any scenario. */
  errors: readonly { phase: string; message: string }[];
  exitCode: 0 | 1 | 3 | 130;
}
