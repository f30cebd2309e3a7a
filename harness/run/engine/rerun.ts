import type { ScenarioResult } from '../../result/types.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { createRerunNames } from '../names/index.ts';
import { isKept } from './clean-up.ts';
import { prepareScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';
import { type FinishedScenario, runScenario } from './run-scenario.ts';

export interface Rerun {
  /** The result of the first attempt, marked where it is flaky; of the second where the first ended in an error. */
  judged: ScenarioResult;
  /** The second attempt, to be cleaned up; missing where there was none. */
  finished?: FinishedScenario;
}

/**
 * Runs a scenario that did not pass once more, with fresh names. One that failed and passes now is flaky, and still failed:
 * the result stays that of the first attempt. An error says nothing about the implementation, so that the verdict is
 * the second attempt's.
 */
export async function rerunScenario(
  run: ReadyRun,
  definition: ScenarioDefinition,
  result: ScenarioResult,
  signal: AbortSignal,
): Promise<Rerun> {
  const { settings } = run.input;
  // Official names are never fresh: what is kept of the first attempt would be in the way.
  if (signal.aborted || (settings.officialNames && isKept(settings, result))) return { judged: result };
  const names = createRerunNames(settings).scenario(result.id);
  const finished = await runScenario(run, prepareScenario(run, definition, names, 0), signal, () => {});
  await finished.endHold();
  if (signal.aborted) return { judged: result, finished };
  if (result.outcome === 'error') return { judged: judgeAfterError(run, result, finished.result), finished };
  const flaky = finished.result.outcome === 'passed';
  if (flaky) run.hub.onNotice(`${result.id} failed, and passed when it was run again without the others: it is flaky`);
  return { judged: { ...result, attempts: 2, flaky }, finished };
}

function judgeAfterError(
  { hub }: Pick<ReadyRun, 'hub'>,
  first: ScenarioResult,
  second: ScenarioResult,
): ScenarioResult {
  if (second.outcome !== 'passed' && second.outcome !== 'failed') return { ...first, attempts: 2 };
  hub.onNotice(
    `${first.id} ended in an error, and ${second.outcome} when it was run again without the others; the error was: ${first.reason}`,
  );
  return { ...second, attempts: 2 };
}
