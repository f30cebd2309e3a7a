import { messageOf } from '../../common/message-of.ts';
import { createPool } from '../../protocols/common/pool.ts';
import type { RowResult, ScenarioResult } from '../../result/types.ts';
import {
  createProgress,
  groupSteps,
  type RowOutcome,
  type RowPlan,
  runSteps,
  type StepContext,
} from '../../steps/index.ts';
import { findRelease, nameProfiles } from '../profiles/index.ts';
import { createHold } from './hold.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { explainStop, judgeScenario, NOT_MATCHED } from './outcome.ts';
import type { PreparedScenario } from './prepare.ts';
import { createStepRecorder, type Finding, type StepRecorder } from './record-step.ts';
import { describeReproduction } from './reproduce.ts';
import { createRowRecorder, type RowRecorder } from './row-recorder.ts';
import type { ReadyRun } from './run-context.ts';
import { type Pace, setUp } from './set-up.ts';
import { countWindows } from './survey.ts';

export interface FinishedScenario {
  result: ScenarioResult;
  /**
   * Its rows are asked again until this is called. Gives another result where something was found wrong since; undefined
   * where nothing was. Must be called before what the scenario made is taken back.
   */
  endHold(): Promise<ScenarioResult> | undefined;
  /** Takes back what is served for it, soon. */
  withdraw(signal: AbortSignal): Promise<void>;
  /** Removes all that the scenario made. Gives what is in the way, one sentence each. */
  cleanUp(signal: AbortSignal): Promise<string[]>;
}

/** Runs one scenario to its verdict. Never rejects: what goes wrong is in the result. */
export async function runScenario(
  run: ReadyRun,
  scenario: PreparedScenario,
  signal: AbortSignal,
  onRow: (row: RowResult) => void,
): Promise<FinishedScenario> {
  const { clock } = run.input;
  const { definition, env } = scenario;
  const started = clock.now();
  const startedAt = clock.date().toISOString();
  const findings: Finding[] = [];
  const addFinding = (plan: RowPlan, outcome: RowOutcome): void => void findings.push({ plan, outcome });
  const hold = createHold({ clock, rechecks: run.rechecks }, addFinding);
  const progress = createProgress(() => hold.release());
  const pace = { ahead: scenario.urgency, last: false };
  const ledger = createLedger(run, {
    scenario: definition.id,
    defaultNamespace: env.namespace,
    urgency: () => pace.ahead,
    foreign: new Set([run.base.namespace]),
  });
  let isJudged = false;
  const recorder = createRowRecorder(clock, (row) => {
    if (!isJudged) onRow(row);
  });
  const pool = createPool();
  const given: Pace = {
    progress,
    pool,
    urgency: () => pace.ahead,
    isLast: () => pace.last,
    hold: (rows) => hold.add(rows),
    addFinding,
  };
  const steps = createStepRecorder(run, scenario, ledger, recorder, new Date(startedAt));
  const recordFindings = () => steps.recordFindings(findings);
  const stop = await runRows(run, scenario, ledger, recorder, steps, given, pace, recordFindings, signal);
  const compose = (): ScenarioResult => ({
    id: definition.id,
    title: definition.title,
    features: definition.features,
    requirements: definition.requirements,
    provisional: definition.provisional ?? false,
    ...(definition.origin === undefined ? {} : { origin: definition.origin }),
    level: definition.level ?? 'official',
    profiles: nameProfiles(
      findRelease(run.input.catalogue, run.input.gatewayApi.version),
      definition,
      run.input.catalogue.profiles,
    ),
    ...judgeScenario(recorder.rows(), progress.countAssertions(), stop, definition.level),
    flaky: false,
    attempts: 1,
    startedAt,
    durationMs,
    namespaces: [...new Set([env.namespace, ...ledger.namespaces()])],
    reproduce: describeReproduction(run.input, definition.id),
    rows: [...recorder.rows()],
  });
  const durationMs = Math.round(clock.now() - started);
  const result = compose();
  isJudged = true;
  // What is still asked now is for those that have their verdict before them.
  pace.ahead = AFTER_VERDICT;
  if (result.outcome !== 'passed') hold.release();
  return {
    result,
    endHold() {
      hold.release();
      pool.close();
      return findings.length === 0 ? undefined : recordFindings().then(compose);
    },
    withdraw: (cleaning) => ledger.withdraw(cleaning),
    cleanUp: (cleaning) => ledger.remove(cleaning),
  };
}

/** Less than anybody's. */
const AFTER_VERDICT = -1;

/** Gives why the run was stopped meanwhile, if it was. */
async function runRows(
  run: ReadyRun,
  scenario: PreparedScenario,
  ledger: Ledger,
  recorder: RowRecorder,
  { recordStep }: StepRecorder,
  given: Pace,
  pace: { ahead: number; last: boolean },
  recordFindings: () => Promise<void>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const since = run.input.clock.date();
  let stopped: string | undefined;
  let stop: string | undefined;
  let context: StepContext | undefined;
  try {
    context = await setUp(run, scenario, ledger, given, signal);
  } catch (error) {
    const [first] = scenario.rows;
    stop = signal.aborted ? explainStop(signal) : undefined;
    stopped = stop ?? 'not reached: the resources could not be applied';
    if (first && stop === undefined) {
      const startedAt = since.toISOString();
      const message = messageOf(error);
      const outcome = { outcome: 'error', message, startedAt, durationMs: 0, tries: 0, mismatches: [], exchanges: [] };
      await recordStep([first], [outcome as RowOutcome], since);
    }
  }
  const last = scenario.rows.findLast(({ selected }) => selected)?.step ?? -1;
  const groups = groupSteps(scenario.steps);
  for (const [index, { first, steps }] of groups.entries()) {
    pace.ahead = countWindows(groups.slice(index));
    pace.last = index === groups.length - 1;
    const recorded = recorder.rows().length;
    const own = scenario.rows.filter(({ step }) => step >= first && step < first + steps.length);
    const rows = own.slice(first === 0 ? recorded : 0);
    const unreached = rows.map((row) => stopped ?? findBadRow(recorder.rows(), row));
    if (context && unreached.includes(undefined) && first <= last) {
      const stepSince = run.input.clock.date();
      const reached = rows.map((row, place) => (unreached[place] === undefined ? row : { ...row, selected: false }));
      try {
        const outcomes = await runSteps(context, steps, reached);
        await recordStep(rows, outcomes, stepSince, unreached);
        await recordFindings();
        continue;
      } catch {
        stop = explainStop(signal);
        stopped = stop;
      }
    }
    for (const [place, row] of rows.entries()) {
      recorder.skip(row, stopped ?? unreached[place] ?? row.leftOut ?? NOT_MATCHED);
    }
  }
  return stop;
}

/** Why a row need not be tried any more. One of level `spec` that is bad does not stand in the way of official ones. */
function findBadRow(rows: readonly RowResult[], { level }: RowPlan): string | undefined {
  const bad = rows.find(
    (row) => (row.outcome === 'failed' || row.outcome === 'error') && (level === 'spec' || row.level === 'official'),
  );
  return bad && `not reached: '${bad.name}' ${bad.outcome === 'failed' ? 'failed' : 'ended in an error'}`;
}
