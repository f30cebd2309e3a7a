import type { Level } from '../scenario/level.ts';
import type { Step } from '../scenario/steps.ts';

/** One row before it ran: what becomes a Mocha test. */
export interface RowPlan {
  /** Index of the step, from 0. */
  step: number;
  kind: Step['kind'];
  /** Unique in its scenario. */
  name: string;
  requirements: readonly string[];
  level: Level;
  /** False where it is left out. Steps that other rows build upon are never left out. */
  selected: boolean;
  /** Why it is left out, where something else than `--grep` does that. */
  leftOut?: string;
}
