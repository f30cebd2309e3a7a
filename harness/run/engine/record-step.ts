import type { Evidence } from '../../result/types.ts';
import { declaredBackends } from '../../scenario/resolve-backends.ts';
import type { RowOutcome, RowPlan } from '../../steps/index.ts';
import { collectExchanges } from '../evidence/exchanges.ts';
import { tellRules } from '../evidence/rules.ts';
import { excuseRow, findExcuse } from './excuse.ts';
import type { Ledger } from './ledger.ts';
import { NOT_MATCHED } from './outcome.ts';
import type { PreparedScenario } from './prepare.ts';
import type { RowRecorder } from './row-recorder.ts';
import type { ReadyRun } from './run-context.ts';
import { takeEvidence } from './take-evidence.ts';

/** Something found beside the rows of a scenario: a row of its own. */
export interface Finding {
  plan: RowPlan;
  outcome: RowOutcome;
}

/** Records what came of the rows of a scenario, with its evidence. What the cluster is to blame for is excused. */
export interface StepRecorder {
  /**
   * The first bad row of a step carries the cluster's evidence; its neighbours would only repeat it.
   * @param since when the step began
   * @param unreached why rows were not tried, where `--grep` is not the reason
   */
  recordStep(
    rows: readonly RowPlan[],
    outcomes: readonly (RowOutcome | undefined)[],
    since: Date,
    unreached?: readonly (string | undefined)[],
  ): Promise<void>;
  /** Records these, and empties the list. */
  recordFindings(findings: Finding[]): Promise<void>;
}

/** @param begun when the scenario did */
export function createStepRecorder(
  run: ReadyRun,
  { definition, env }: Pick<PreparedScenario, 'definition' | 'env'>,
  ledger: Ledger,
  recorder: RowRecorder,
  begun: Date,
): StepRecorder {
  const declared = declaredBackends(definition);
  const find = (label: string) => (Object.hasOwn(declared, label) ? env.backend(label) : undefined);
  const record = (plan: RowPlan, outcome: RowOutcome, evidence: Evidence, objects = evidence.objects): void => {
    const rules = tellRules(outcome.mismatches, { ...evidence, objects }, find);
    const message = outcome.message === undefined ? undefined : `${outcome.message}${rules}`;
    recorder.record(plan, { ...outcome, message }, evidence);
  };
  return {
    async recordStep(rows, outcomes, since, unreached = []) {
      const excuse = await findExcuse(run, outcomes, begun);
      let objects: Evidence['objects'] | undefined;
      for (const [index, row] of rows.entries()) {
        const outcome = excuseRow(outcomes[index], excuse, run);
        if (!outcome) recorder.skip(row, unreached[index] ?? row.leftOut ?? NOT_MATCHED);
        else if (outcome.outcome === 'passed' || outcome.outcome === 'skipped') recorder.record(row, outcome);
        else if (objects) {
          const exchanges = collectExchanges(outcome.exchanges);
          record(row, outcome, { objects: [], events: [], exchanges, logs: [] }, objects);
        } else {
          const evidence = await takeEvidence(run, ledger, since, outcome.exchanges);
          objects = evidence.objects;
          record(row, outcome, evidence);
        }
      }
    },
    async recordFindings(findings) {
      for (const { plan, outcome } of findings.splice(0)) {
        const excused = excuseRow(outcome, await findExcuse(run, [outcome], begun), run);
        if (excused?.outcome !== 'failed') continue;
        record(plan, excused, await takeEvidence(run, ledger, begun, excused.exchanges));
      }
    },
  };
}
