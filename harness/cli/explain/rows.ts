import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { Step } from '../../scenario/steps.ts';
import { kindOf } from '../../steps/kinds/index.ts';
import { listRows } from '../../steps/rows.ts';

/** Step, row, what is sent and what is expected: one table row for each row of a scenario. */
export function describeRows(definition: ScenarioDefinition, steps: readonly Step[], env: ScenarioEnv): string[][] {
  const plans = listRows(definition, steps);
  return steps.flatMap((step, index) => {
    const rows = plans.filter((plan) => plan.step === index);
    const described = kindOf(step).describe(step, env);
    return rows.map(({ name }, place) => [`${index + 1}`, step.kind, name, ...(described[place] ?? ['', ''])]);
  });
}
