import type { Entry } from '../../protocols/types.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Level } from '../../scenario/level.ts';
import type { ObjectRef } from '../../scenario/refs.ts';
import type { Step } from '../../scenario/steps.ts';
import type { RowOutcome, StepContext } from '../context.ts';
import type { RowPlan } from '../plan.ts';

export interface StepRow {
  name: string;
  requirements?: readonly string[];
  level?: Level;
}

/** A request of a step, and where it goes when its target names no port. */
export interface StepRequest {
  send: object;
  entry: Entry;
  /** False where nobody need listen there. */
  wantsAnswer: boolean;
}

/** All that the harness knows of a kind of step. */
export interface StepKind<S extends Step = Step> {
  /** Its rows in order; each becomes a test. */
  rows(step: S): readonly StepRow[];
  /** What each row sends and expects, for people. */
  describe(step: S, env: ScenarioEnv): readonly (readonly [sent: string, expected: string])[];
  /** Objects that it names. */
  refs(step: S): readonly ObjectRef[];
  /** Labels of the backends that it names. */
  backends(step: S): readonly string[];
  /** Those of them that it makes, which must be declared late. */
  lateBackends(step: S): readonly string[];
  /** Objects that it applies. */
  objects(step: S): readonly KubeObject[];
  /** What it changes in objects that are there. */
  merges(step: S): readonly { ref: ObjectRef; merge: Readonly<Record<string, unknown>> }[];
  /** What it sends by itself. */
  requests(step: S): readonly StepRequest[];
  /** Why it could never fail, or makes no sense, one clause each. */
  defects(step: S): readonly string[];
  /** About how long it takes, in settle windows. */
  cost: number;
  /** What it names and makes is known to its code only. */
  opaque: boolean;
  /** It changes what is in the cluster. */
  changes: boolean;
  /** It puts an expectation to the implementation, in each of its rows. */
  asserts: boolean;
  /** It needs a Gateway of the scenario's own to serve. */
  needsOwnGateway(step: S): boolean;
  /**
   * `traffic`: it only asks the data plane, so that it is run together with such steps beside it, and its rows can be
   * left out, since nothing builds upon them.
   */
  group?: 'traffic';
  /** `rows` are those of all the steps; rows that are not selected give undefined. */
  run(
    context: StepContext,
    steps: readonly [S, ...S[]],
    rows: readonly RowPlan[],
  ): Promise<readonly (RowOutcome | undefined)[]>;
}

/** What most kinds have in common: one row, and nothing of what others may have. */
export const PLAIN = {
  refs: () => [],
  backends: () => [],
  lateBackends: () => [],
  objects: () => [],
  merges: () => [],
  requests: () => [],
  defects: () => [],
  cost: 0,
  opaque: false,
  changes: false,
  asserts: false,
  needsOwnGateway: () => false,
} as const satisfies Partial<StepKind>;
