import { createNames } from '../names/index.ts';
import type { ScenarioResult } from '../result/types.ts';
import type { ScenarioDefinition } from '../scenario/define.ts';
import { isKept } from './clean-up.ts';
import { prepareScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';
import { type FinishedScenario, runScenario } from './run-scenario.ts';

/**
 * Runs a failed scenario once more, alone and with fresh names. One that passes now is flaky, and still failed: the
 * result stays that of the first attempt.
 */
export async function rerunScenario(
  run: ReadyRun,
  definitions: readonly ScenarioDefinition[],
  result: ScenarioResult,
  cleanUp: (scenario: FinishedScenario) => Promise<void>,
): Promise<ScenarioResult> {
  const { settings, signal } = run.input;
  const definition = definitions.find(({ id }) => id === result.id);
  // Official names are never fresh: what is kept of the first attempt would be in the way.
  if (!definition || signal.aborted || (settings.officialNames && isKept(settings, result))) return result;
  const names = createNames(`${settings.seed}/rerun`, settings.officialNames).scenario(result.id);
  const finished = await runScenario(run, prepareScenario(run, definition, names), signal, () => {});
  await cleanUp(finished);
  if (signal.aborted) return result;
  const flaky = finished.result.outcome === 'passed';
  if (flaky) run.hub.onNotice(`${result.id} failed, and passed when it was run again alone: it is flaky`);
  return { ...result, attempts: 2, flaky };
}
