import type { Level, Outcome, RunResult } from '../../harness/result/types.ts';

/**
 * What makes a conformance report checkable. It stands beside the report as `*.run.json`; `schema.json` describes it.
 * Times are milliseconds.
 */
export interface Sidecar {
  schemaVersion: 'gwconf.dev/sidecar/v1';
  /** The report that it is about: SHA-256 of its bytes. */
  report: { sha256: string };
  /** The run result with everything, where it was kept: SHA-256 of result.json as gwconf writes it. */
  result: { sha256: string };
  gwconfVersion: string;
  runId: string;
  seed: string;
  startedAt: string;
  durationMs: number;
  /** As it was typed. */
  command: readonly string[];
  /** Words after `gwconf` that run the same again. */
  repeat: readonly string[];
  environment: RunResult['environment'];
  cluster: RunResult['cluster'];
  gatewayApi: RunResult['gatewayApi'];
  implementation: RunResult['implementation'];
  images: NonNullable<RunResult['images']>;
  features: RunResult['features'];
  /** The policies hold with these figures, after `scale`; `load.slowness` is the factor by which they grew at most. */
  timing: RunResult['timing'];
  rows: readonly SidecarRow[];
}

export interface SidecarRow {
  scenario: string;
  row: string;
  level: Level;
  outcome: Outcome;
  tries: number;
  startedAt: string;
  durationMs: number;
  requirements: readonly string[];
  /** JSON pointer into result.json. */
  record: string;
  /** Folder of what was seen, below the report's folder; of rows that left evidence. */
  evidence?: string;
}
