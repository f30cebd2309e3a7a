import type { Outcome } from '../../result/types.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';

/** What becomes of one scenario of the catalogue. */
export type PlannedScenario =
  | { definition: ScenarioDefinition; run: true }
  | {
      definition: ScenarioDefinition;
      run: false;
      outcome: Extract<Outcome, 'skipped' | 'unsupported'>;
      reason: string;
      /** Others were asked for by name (`--only`, `--grep`): nobody wants to hear of this one. */
      unasked?: boolean;
      /** The shard that runs it, where that is another one. */
      shard?: number;
    };

/** One entry for each scenario of the catalogue, in its order. */
export interface Plan {
  scenarios: readonly PlannedScenario[];
  /** Of `--grep`; rows that it does not match are left out. */
  grep?: RegExp;
}
