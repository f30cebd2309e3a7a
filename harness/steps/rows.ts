import type { ScenarioDefinition } from '../scenario/define.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import type { Step } from '../scenario/steps.ts';
import { kindOf } from './kinds/index.ts';
import type { RowPlan } from './plan.ts';

export type { RowPlan };

/** The steps of a scenario, whichever way they were written. */
export function listSteps(definition: ScenarioDefinition, env: ScenarioEnv): readonly Step[] {
  return typeof definition.steps === 'function' ? definition.steps(env) : definition.steps;
}

/**
 * All rows of a scenario in order. A name that occurs again in a later step gets a number, so that reports can tell
 * the rows apart.
 */
export function listRows(definition: ScenarioDefinition, steps: readonly Step[], grep?: RegExp): RowPlan[] {
  const seen = new Map<string, number>();
  return steps.flatMap((step, index) => {
    const kind = kindOf(step);
    return kind.rows(step).map(({ name, requirements, level }) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const unique = count === 1 ? name : `${name} (${count})`;
      // Only what nothing else builds upon can be left out of a scenario.
      const isLeaf = kind.group === 'traffic';
      return {
        step: index,
        kind: step.kind,
        name: unique,
        requirements: requirements ?? step.requirements ?? definition.requirements,
        level: level ?? step.level ?? definition.level ?? 'official',
        selected: grep === undefined || !isLeaf || grep.test(`${definition.id} ${unique}`),
      };
    });
  });
}
