import type { Outcome, ScenarioResult } from '../../result/types.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { createNames, type Names, seedOfRepeat } from '../names/index.ts';
import { isKept } from './clean-up.ts';
import { prepareScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';
import { type FinishedScenario, runScenario } from './run-scenario.ts';
import type { RunSettings } from './types.ts';

/** Names of all repetitions after the first time. */
export function createRepeatNames(settings: RunSettings): Names[] {
  return listRepetitions(settings).map((repetition) => namesOf(settings, repetition));
}

/** Numbers of the repetitions, from 1. */
export function listRepetitions({ repeatEach = 1 }: Pick<RunSettings, 'repeatEach'>): number[] {
  return Array.from({ length: repeatEach - 1 }, (_, at) => at + 1);
}

function namesOf({ seed, officialNames }: RunSettings, repetition: number): Names {
  return createNames(seedOfRepeat(seed, repetition), officialNames);
}

/** Runs a scenario once more, with names of this repetition; undefined where what is kept would be in its way. */
export async function repeatScenario(
  run: ReadyRun,
  definition: ScenarioDefinition,
  { earlier, repetition }: { earlier: ScenarioResult; repetition: number },
  signal: AbortSignal,
): Promise<FinishedScenario | undefined> {
  const { settings } = run.input;
  if (signal.aborted || (settings.officialNames && isKept(settings, earlier))) return undefined;
  // The command that runs it again then names the seed that its names came from.
  const seeded = { ...settings, seed: seedOfRepeat(settings.seed, repetition) };
  const again = { ...run, input: { ...run.input, settings: seeded } };
  const names = namesOf(settings, repetition).scenario(definition.id);
  const finished = await runScenario(again, prepareScenario(run, definition, names, 0), signal, () => {});
  const judged = await finished.endHold();
  return judged ? { ...finished, result: judged } : finished;
}

const WORST: readonly Outcome[] = ['failed', 'error', 'skipped', 'unsupported', 'passed'];

/** What all the times that a scenario was run come to: the worst of them, and flaky where it both failed and passed. */
export function combineRepeats(earlier: ScenarioResult, latest: ScenarioResult): ScenarioResult {
  const repeats = [...(earlier.repeats ?? [recordOf(earlier)]), recordOf(latest)];
  const outcomes = repeats.map(({ outcome }) => outcome);
  const shown = rank(latest.outcome) < rank(earlier.outcome) ? latest : earlier;
  const official = [earlier.official, latest.official].filter((one) => one !== undefined);
  const worst = WORST.find((outcome) => official.includes(outcome));
  return {
    ...shown,
    ...(worst ? { official: worst } : {}),
    flaky: outcomes.includes('failed') && outcomes.includes('passed'),
    attempts: repeats.length,
    repeats,
  };
}

function rank(outcome: Outcome): number {
  return WORST.indexOf(outcome);
}

function recordOf({ outcome, reason, durationMs }: ScenarioResult): NonNullable<ScenarioResult['repeats']>[number] {
  return { outcome, ...(reason === undefined ? {} : { reason }), durationMs };
}
