import { createExplainEnv } from '../../run/engine/explain-env.ts';
import { findScenarioDefects } from '../../run/plan/index.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import { findProblem } from './validate.ts';

/** Refuses scenarios of the user's that contradict themselves or the catalogue. Rejects with a UsageError. */
export async function refuseDefects(catalogue: Catalogue, own: readonly ScenarioDefinition[]): Promise<void> {
  for (const definition of own) {
    const { id, origin } = definition;
    const twin = catalogue.scenarios.find((other) => other.id === id && other !== definition);
    if (twin)
      throw new UsageError(
        `${origin}: the id ${id} is taken${twin.origin ? ` by ${twin.origin}` : ', by the suite itself'}`,
      );
    const problem = findShapeProblem(definition, catalogue);
    if (problem !== undefined) throw new UsageError(`${origin}: scenario ${id}: ${problem}`);
    const [defect, ...more] = await findScenarioDefects(definition, catalogue);
    if (defect === undefined) continue;
    const others = more.length > 0 ? ` (and ${more.length} more)` : '';
    throw new UsageError(`${origin}: scenario ${id} ${defect}${others}`);
  }
}

/** What code made of its steps is checked as what YAML holds is, save for custom ones. */
function findShapeProblem(definition: ScenarioDefinition, catalogue: Catalogue): string | undefined {
  if (typeof definition.steps === 'function') {
    try {
      return findStepProblem(definition.steps(createExplainEnv(definition, catalogue.base)));
    } catch (error) {
      return error instanceof UsageError ? error.message : undefined;
    }
  }
  return findStepProblem(definition.steps);
}

/** As YAML would hold it. A certificate that is still awaited is one. */
function toData(step: unknown): unknown {
  const certificate = { certificate: '', privateKey: '' };
  return JSON.parse(JSON.stringify(step ?? null, (_key, value) => (value instanceof Promise ? certificate : value)));
}

function findStepProblem(steps: readonly { kind: string }[]): string | undefined {
  for (const [index, step] of steps.entries()) {
    if (typeof step === 'object' && step !== null && step.kind === 'custom') continue;
    const problem = findProblem('FileStep', toData(step));
    if (problem !== undefined)
      return problem.replace(/^the scenario\b/, `steps[${index}]`).replace(/^(?!steps)/, `steps[${index}].`);
  }
  return undefined;
}
