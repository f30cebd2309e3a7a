import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { Step } from '../../scenario/steps.ts';
import { listRows, listSteps, type RowPlan } from '../../steps/index.ts';
import type { ScenarioNames } from '../names/index.ts';
import { leaveOutUnsendable } from '../plan/exec-client.ts';
import { createEnv } from './create-env.ts';
import { isOfMesh } from './mesh.ts';
import type { ReadyRun } from './run-context.ts';

/** A scenario with its names, before anything is made for it. */
export interface PreparedScenario {
  definition: ScenarioDefinition;
  names: ScenarioNames;
  env: ScenarioEnv;
  steps: readonly Step[];
  rows: readonly RowPlan[];
  /** Who has more makes its objects first. */
  urgency: number;
}

export function prepareScenario(
  run: ReadyRun,
  definition: ScenarioDefinition,
  names: ScenarioNames,
  urgency: number,
): PreparedScenario {
  const env = createEnv(run, definition, names);
  const steps = listSteps(definition, env);
  const rows = listRows(definition, steps, run.grep);
  const byExec = run.input.cluster.capabilities.clientImage !== undefined && isOfMesh(definition);
  return { definition, names, env, steps, rows: byExec ? leaveOutUnsendable(steps, rows) : rows, urgency };
}
