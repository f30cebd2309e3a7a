import Mocha from 'mocha';
import type { RowResult, ScenarioResult } from '../../result/types.ts';
import { createMocha } from './create-mocha.ts';
import { createSlot, type Slot } from './slot.ts';

export { checkReporter } from './create-mocha.ts';

/** What Mocha is told of a scenario before it runs. */
export interface HostedScenario {
  id: string;
  title: string;
  /** Names of the rows, unique in the scenario. */
  rows: readonly string[];
  /** Why it does not run; its rows are pending then. */
  notRun?: string;
}

export interface MochaHost {
  /** Hands over the outcome of a row; the test of that name ends with it. */
  finishRow(scenario: string, row: RowResult): void;
  /** Ends what is left of a scenario: rows without an outcome share the scenario's. */
  finishScenario(result: ScenarioResult): void;
  /** Ends all that is left, as pending, and waits until Mocha is done. Gives Mocha's count of failures. */
  finish(): Promise<number>;
}

/**
 * Hosts a run in Mocha: one suite a scenario, one test a row, each test waiting for its row's outcome. What runs when
 * is the engine's business; Mocha only sees the outcomes, in its own order.
 * @param reporter name of one that is built into Mocha, or a class; none (silent) by default
 * @throws UsageError where Mocha has no such reporter
 */
export function startMochaHost(
  scenarios: readonly HostedScenario[],
  reporter?: string | Mocha.ReporterConstructor,
): MochaHost {
  const hosted = createMocha(reporter);
  const slots = new Map<string, Map<string, Slot>>();
  for (const scenario of scenarios) {
    const suite = Mocha.Suite.create(hosted.mocha.suite, scenario.id);
    if (scenario.notRun !== undefined) {
      suite.addTest(new Mocha.Test(`${scenario.title} (${scenario.notRun})`));
      continue;
    }
    const rows = new Map(scenario.rows.map((name) => [name, createSlot()] as const));
    slots.set(scenario.id, rows);
    for (const [name, slot] of rows) suite.addTest(new Mocha.Test(name, slot.test));
  }
  const done = hosted.run();
  const awaitAll = (rows: Map<string, Slot> | undefined, like?: ScenarioResult): void => {
    for (const slot of rows?.values() ?? []) slot.finish(like ?? { outcome: 'skipped' });
  };
  return {
    finishRow: (scenario, row) => slots.get(scenario)?.get(row.name)?.finish(row),
    finishScenario: (result) => awaitAll(slots.get(result.id), result),
    finish: async () => {
      for (const rows of slots.values()) awaitAll(rows);
      return await done;
    },
  };
}
