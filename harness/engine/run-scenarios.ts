import { startMochaHost } from '../mocha/index.ts';
import { createNames } from '../names/index.ts';
import { createRandom } from '../names/random.ts';
import type { RunResult, ScenarioResult } from '../result/types.ts';
import type { ScenarioDefinition } from '../scenario/define.ts';
import { isKept } from './clean-up.ts';
import type { Phases } from './phases.ts';
import { type PreparedScenario, prepareScenario } from './prepare.ts';
import { describeUnrun } from './result.ts';
import type { ReadyRun } from './run-context.ts';
import { runScenario } from './run-scenario.ts';
import { runTasks, type Task } from './scheduler.ts';
import { type Survey, surveyScenario } from './survey.ts';

export interface ScenariosOutcome {
  results: ScenarioResult[];
  errors: RunResult['errors'][number][];
}

/** Runs the scenarios at the same time where they may be, then each failed one alone once more. */
export async function runScenarios(
  run: ReadyRun,
  definitions: readonly ScenarioDefinition[],
  notRun: readonly ScenarioResult[],
  phases: Phases,
): Promise<ScenariosOutcome> {
  const { hub, input } = run;
  const { settings, signal } = input;
  const ordered = await orderScenarios(run, definitions);
  const host = startMochaHost(
    [
      ...ordered.map(({ scenario: { definition, rows } }) => ({
        id: definition.id,
        title: definition.title,
        rows: rows.filter(({ selected }) => selected).map(({ name }) => name),
      })),
      ...notRun.map(({ id, title, reason = 'not run' }) => ({ id, title, rows: [], notRun: reason })),
    ],
    settings.mochaReporter,
  );
  const results = new Map<string, ScenarioResult>();
  const errors: ScenariosOutcome['errors'] = [];
  let firstFailure: string | undefined;

  const end = (result: ScenarioResult): void => {
    results.set(result.id, result);
    if (result.outcome === 'failed' || result.outcome === 'error') firstFailure ??= result.id;
    hub.onScenarioEnd(result);
    host.settleScenario(result);
  };
  const cleanUp = async (scenario: Awaited<ReturnType<typeof runScenario>>): Promise<void> => {
    if (isKept(settings, scenario.result) && !signal.aborted) return;
    const problems = await scenario.cleanUp(new AbortController().signal);
    errors.push(...problems.map((message) => ({ phase: 'clean-up', message })));
  };
  const tasks = ordered.map(({ scenario, survey }): Task => {
    const { definition } = scenario;
    return {
      id: definition.id,
      gateways: survey.gateways,
      needsIsolation: () => needsIsolation(run, definition, survey),
      async run() {
        hub.onScenarioStart(definition.id);
        const finished = await runScenario(run, scenario, signal, (row) => {
          hub.onRow(definition.id, row);
          host.settleRow(definition.id, row);
        });
        end(finished.result);
        return { cleanedUp: cleanUp(finished) };
      },
    };
  });
  const stopped = (): boolean => signal.aborted || (settings.failFast && firstFailure !== undefined);
  try {
    await phases.run('scenarios', () => runTasks(tasks, settings, stopped));
    for (const { scenario } of ordered) {
      if (results.has(scenario.definition.id)) continue;
      const reason = signal.aborted ? 'interrupted' : `not run: --fail-fast, since ${firstFailure} did not pass`;
      end(describeUnrun(scenario.definition, 'skipped', reason, input));
    }
  } finally {
    await host.finish();
  }
  const failed = [...results.values()].filter(({ outcome }) => outcome === 'failed');
  if (settings.rerunFailures && !settings.failFast && failed.length > 0 && !signal.aborted) {
    await phases.run('rerun', async () => {
      for (const result of failed) {
        const again = await rerun(run, definitions, result, cleanUp);
        if (again) results.set(result.id, again);
      }
    });
  }
  return { results: [...results.values()], errors };
}

/** Those that take longest first, since they would else be waited for in the end; otherwise as the seed draws. */
async function orderScenarios(
  run: ReadyRun,
  definitions: readonly ScenarioDefinition[],
): Promise<{ scenario: PreparedScenario; survey: Survey }[]> {
  const random = createRandom(run.input.settings.seed, 'order');
  const drawn = definitions.map((definition) => ({ definition, place: random.fraction() }));
  const surveyed = await Promise.all(
    drawn.map(async ({ definition, place }) => ({
      scenario: prepareScenario(run, definition),
      survey: await surveyScenario(definition),
      place,
    })),
  );
  return surveyed.sort((a, b) => weigh(b.survey) - weigh(a.survey) || a.place - b.place);
}

/** Gateways are limited, so those who want one get in line early. */
function weigh({ cost, gateways }: Survey): number {
  return cost + gateways;
}

function needsIsolation(run: ReadyRun, definition: ScenarioDefinition, survey: Survey): boolean {
  // The official names are the same in all scenarios.
  if (run.names.official || survey.catchesShared) return true;
  // Where nothing is known of the addresses yet, it is taken for true: that is never wrong, only slower.
  return definition.catchesAllHosts !== undefined && run.gateways.sharesAddress() !== false;
}

/** Runs a failed scenario once more, alone and with fresh names: one that passes now is flaky, and still failed. */
async function rerun(
  run: ReadyRun,
  definitions: readonly ScenarioDefinition[],
  result: ScenarioResult,
  cleanUp: (scenario: Awaited<ReturnType<typeof runScenario>>) => Promise<void>,
): Promise<ScenarioResult | undefined> {
  const { settings, signal } = run.input;
  const definition = definitions.find(({ id }) => id === result.id);
  // Official names are never fresh: what is kept of the first attempt would be in the way.
  if (!definition || signal.aborted || (settings.officialNames && isKept(settings, result))) return undefined;
  const names = createNames(`${settings.seed}/rerun`, settings.officialNames).scenario(result.id);
  const finished = await runScenario(run, prepareScenario(run, definition, names), signal, () => {});
  await cleanUp(finished);
  if (signal.aborted) return undefined;
  const flaky = finished.result.outcome === 'passed';
  if (flaky) run.hub.onNotice(`${result.id} failed, and passed when it was run again alone: it is flaky`);
  return { ...result, attempts: 2, flaky };
}
