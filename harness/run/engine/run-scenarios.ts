import { messageOf } from '../../common/message-of.ts';
import type { RunResult, ScenarioResult } from '../../result/types.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { linkSignal } from '../../wait/link.ts';
import { startMochaHost } from '../mocha/index.ts';
import type { Plan, PlannedScenario } from '../plan/index.ts';
import { goesWithRun, isKept } from './clean-up.ts';
import { markKnown } from './known-failures.ts';
import { limitTasks } from './limits.ts';
import { explainStop } from './outcome.ts';
import type { Phases } from './phases.ts';
import { type QueuedScenario, queueScenarios } from './queue.ts';
import { combineRepeats, listRepetitions, repeatScenario } from './repeat.ts';
import { rerunScenario } from './rerun.ts';
import { describeUnrun } from './result.ts';
import type { ReadyRun } from './run-context.ts';
import { type FinishedScenario, runScenario } from './run-scenario.ts';
import { runTasks, type Task } from './scheduler.ts';

export interface ScenariosOutcome {
  results: ScenarioResult[];
  errors: RunResult['errors'][number][];
  /** What is left to be removed, by scenario. Each gives what is in the way, one sentence each. */
  removals: (() => Promise<string[]>)[];
}

/** Runs the scenarios at the same time where they may be, then those that did not pass once more, without the others. */
export async function runScenarios(
  run: ReadyRun,
  definitions: readonly ScenarioDefinition[],
  plan: Plan,
  phases: Phases,
): Promise<ScenariosOutcome> {
  const { hub, input } = run;
  const { settings, signal } = input;
  const queue = await queueScenarios(run, definitions);
  const host = startMochaHost([...queue.map(toHosted), ...plan.scenarios.flatMap(toPending)], settings.mochaReporter);
  const results = new Map<string, ScenarioResult>();
  const errors: ScenariosOutcome['errors'] = [];
  const removals: ScenariosOutcome['removals'] = [];
  const ending = linkSignal(signal);
  const abandon = (phase: string, message: string): void => {
    if (ending.signal.aborted) return;
    errors.push({ phase, message });
    ending.abort(new HarnessError(message));
  };
  input.installation?.onFailure((message) => abandon(phases.current(), message));
  input.cluster.onFailure?.((message) => abandon(phases.current(), message));
  const served = [...run.base.gateways.values()].map((shared) => shared.served);
  for (const awaited of [...run.base.slots, ...run.base.mesh.slots, ...served]) {
    awaited.catch((error: unknown) => {
      if (error instanceof HarnessError) abandon('base', error.message);
    });
  }

  const end = (judged: ScenarioResult): void => {
    const result = markKnown(judged, input.implementation.knownFailures);
    results.set(result.id, result);
    const isBad = result.outcome === 'failed' || result.outcome === 'error';
    // What runs beside it is stopped, too: nobody waits for its verdict.
    if (settings.failFast && isBad && result.knownFailure === undefined && !ending.signal.aborted) {
      ending.abort(new HarnessError(`--fail-fast, since ${result.id} did not pass`));
    }
    hub.onScenarioEnd(result);
    host.finishScenario(result);
  };
  const late: (() => Promise<void>)[] = [];
  const held = new Set<FinishedScenario>();
  // What was found wrong after a scenario's verdict makes it another one.
  const endHold = (finished: FinishedScenario): Promise<void> | undefined => {
    if (!held.delete(finished)) return undefined;
    return finished.endHold()?.then((judged) => {
      if (judged.outcome === finished.result.outcome) return;
      results.set(judged.id, markKnown(judged, input.implementation.knownFailures));
      hub.onNotice(`${judged.id} passed, and was wrong later: ${judged.reason}`);
    });
  };
  // The next one waits only until nothing is served any more for this one. All else goes after all scenarios, since it
  // would slow down what runs meanwhile: the deletion of a namespace costs the API server some eighty requests. That of a
  // Gateway costs the controller more, so that this, too, is left to the namespace where nobody needs its room.
  const cleanUp = async (finished: FinishedScenario, othersWait: boolean): Promise<void> => {
    const { result, withdraw, cleanUp: remove } = finished;
    const revising = othersWait || needsRoom(run) ? endHold(finished) : undefined;
    if (revising) await revising;
    if (isKept(settings, result) && !signal.aborted) return;
    const leave = () => withdraw(new AbortController().signal);
    if (othersWait || needsRoom(run)) await leave();
    else late.push(leave);
    if (goesWithRun(input) && !run.names.official) return;
    const again = () => remove(new AbortController().signal);
    let begun = needsRoom(run) ? again() : undefined;
    if (run.names.official) await begun;
    removals.push(() => {
      const removing = begun ?? again();
      begun = undefined;
      return removing;
    });
  };
  const toTask = ({ definition, prepared, survey, needsIsolation }: QueuedScenario): Task => ({
    id: definition.id,
    gateways: survey.gateways,
    revises: survey.revises,
    patient: survey.idle,
    needsIsolation,
    async run(othersWait) {
      hub.onScenarioStart(definition.id);
      // Its routes may take what is asked of others.
      if (needsIsolation()) await Promise.all([...held].map(endHold));
      if (prepared instanceof Error) {
        end(describeUnrun(definition, 'error', prepared.message, input));
        return { cleanedUp: Promise.resolve() };
      }
      const finished = await runScenario(run, prepared, ending.signal, (row) => {
        hub.onRow(definition.id, row);
        host.finishRow(definition.id, row);
      });
      held.add(finished);
      end(finished.result);
      return { cleanedUp: cleanUp(finished, othersWait()) };
    },
  });
  const toRerun = ({ definition, survey, needsIsolation }: QueuedScenario): Task => ({
    id: definition.id,
    gateways: survey.gateways,
    needsIsolation,
    async run(othersWait) {
      const result = results.get(definition.id);
      if (!result) return { cleanedUp: Promise.resolve() };
      const { judged, finished } = await rerunScenario(run, definition, result, ending.signal);
      results.set(definition.id, markKnown(judged, input.implementation.knownFailures));
      return { cleanedUp: finished ? cleanUp(finished, othersWait()) : Promise.resolve() };
    },
  });
  const toRepeat = ({ definition, survey, needsIsolation }: QueuedScenario, repetition: number): Task => ({
    id: definition.id,
    gateways: survey.gateways,
    needsIsolation,
    async run(othersWait) {
      const earlier = results.get(definition.id);
      const finished = earlier && (await repeatScenario(run, definition, { earlier, repetition }, ending.signal));
      // What was stopped says nothing.
      if (!finished || ending.signal.aborted)
        return { cleanedUp: finished ? cleanUp(finished, false) : Promise.resolve() };
      const judged = combineRepeats(earlier, finished.result);
      results.set(definition.id, markKnown(judged, input.implementation.knownFailures));
      return { cleanedUp: cleanUp(finished, othersWait()) };
    },
  });
  const stopped = (): boolean => ending.signal.aborted;
  try {
    await phases.run('scenarios', () => runTasks(queue.map(toTask), () => limitTasks(settings, run), stopped));
  } catch (error) {
    errors.push({ phase: 'scenarios', message: messageOf(error) });
  }
  await Promise.all([...held].map(endHold));
  for (const { definition } of queue) {
    if (results.has(definition.id)) continue;
    end(describeUnrun(definition, 'skipped', explainUnreached(), input));
  }
  await host.finish();
  for (const repetition of listRepetitions(settings)) {
    if (ending.signal.aborted) break;
    await Promise.all(late.splice(0).map((leave) => leave()));
    const tasks = queue.filter(({ prepared }) => !(prepared instanceof Error));
    const repeat = () =>
      runTasks(
        tasks.map((task) => toRepeat(task, repetition)),
        () => limitTasks(settings, run),
        stopped,
      );
    await phases.run(`repeat ${repetition}`, repeat);
  }
  const again = queue.filter((queued) => isRerun(queued, results.get(queued.definition.id))).map(toRerun);
  if (
    settings.rerunFailures &&
    (settings.repeatEach ?? 1) === 1 &&
    !settings.failFast &&
    again.length > 0 &&
    !ending.signal.aborted
  ) {
    await phases.run('rerun', async () => {
      await Promise.all(late.map((leave) => leave()));
      await runTasks(again, () => limitTasks(settings, run), stopped);
    });
  }
  ending.end();
  return { results: [...results.values()], errors, removals };

  function explainUnreached(): string {
    if (ending.signal.aborted) return explainStop(ending.signal);
    return `not run: ${errors[0]?.message ?? 'the run ended early'}`;
  }
}

/** What is known to fail, and what cannot be prepared, would end the same way. */
function isRerun({ prepared }: QueuedScenario, result: ScenarioResult | undefined): boolean {
  if (prepared instanceof Error || result?.knownFailure !== undefined) return false;
  return result?.outcome === 'failed' || result?.outcome === 'error';
}

/** The official names are the same in all scenarios, and pods take up room. */
function needsRoom({ names, input }: ReadyRun): boolean {
  return names.official || input.implementation.needsOwnPods;
}

function toHosted({ definition, prepared }: QueuedScenario): { id: string; title: string; rows: string[] } {
  const { id, title } = definition;
  if (prepared instanceof Error) return { id, title, rows: ['can be prepared'] };
  return { id, title, rows: prepared.rows.filter(({ selected }) => selected).map(({ name }) => name) };
}

function toPending(entry: PlannedScenario): { id: string; title: string; rows: string[]; notRun: string }[] {
  if (entry.run || entry.unasked) return [];
  const { id, title } = entry.definition;
  return [{ id, title, rows: [], notRun: entry.reason }];
}
