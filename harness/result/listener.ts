import type { RowResult, RunResult, ScenarioResult } from './types.ts';

/** What a live view is told. All optional; one that throws is reported once and left out from then on. */
export interface RunListener {
  onPhase?(name: string, state: 'started' | 'finished', durationMs?: number): void;
  /** Once, after planning. `scenarios` are those that will run; the others carry their outcome already. */
  onPlan?(plan: { total: number; scenarios: readonly string[]; notRun: readonly ScenarioResult[]; seed: string }): void;
  onScenarioStart?(id: string): void;
  onRow?(id: string, row: RowResult): void;
  onScenarioEnd?(result: ScenarioResult): void;
  /** Something the user should know, one sentence. */
  onNotice?(message: string): void;
  onEnd?(result: RunResult): void;
}
