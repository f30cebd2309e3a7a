import type { ScenarioDefinition } from '../../../scenario/define.ts';
import type { Step } from '../../../scenario/steps.ts';
import { kindOf, type RowPlan } from '../../../steps/index.ts';
import { findDuplicates, type Known } from './registries.ts';

/** With more of them a failure that cites all says too little. */
const MOST_UNCITED = 3;

/** What rows say of themselves: names, levels, requirements. One clause each. */
export function findRowDefects(
  definition: ScenarioDefinition,
  steps: readonly Step[],
  rows: readonly RowPlan[],
  known: Known,
): string[] {
  const judging = rows.filter(({ step }) => asserts(steps[step]));
  return [
    ...steps.flatMap((step) =>
      findDuplicates(
        kindOf(step)
          .rows(step)
          .map(({ name }) => name),
      ).map((name) => `has two rows named '${name}'`),
    ),
    ...findLevelDefects(definition, judging),
    ...[...new Set(rows.flatMap(({ requirements }) => (requirements === definition.requirements ? [] : requirements)))]
      .filter((id) => !known.requirements.has(id))
      .map((id) => `has the unknown requirement ${id} in a row`),
    ...findCitationDefects(definition, judging),
  ];
}

function asserts(step: Step | undefined): boolean {
  return step !== undefined && kindOf(step).asserts;
}

/** An official scenario has an official verdict, and one of level `spec` has none. */
function findLevelDefects({ level = 'official' }: ScenarioDefinition, judging: readonly RowPlan[]): string[] {
  const official = judging.filter((row) => row.level === 'official');
  if (level === 'official' && judging.length > 0 && official.length === 0) {
    return ["has no row of level 'official'; give the scenario the level 'spec'"];
  }
  return level === 'spec' ? official.map(({ name }) => `is of level 'spec' and has the official row '${name}'`) : [];
}

/** A failure must cite the clause that it broke, and what a scenario is about must be proven by some row of it. */
function findCitationDefects({ requirements }: ScenarioDefinition, judging: readonly RowPlan[]): string[] {
  if (requirements.length <= MOST_UNCITED) return [];
  const cited = new Set(judging.flatMap((row) => (row.requirements === requirements ? [] : row.requirements)));
  return [
    ...judging
      .filter((row) => row.requirements === requirements)
      .map(
        ({ name }) => `is about ${requirements.length} requirements, and its row '${name}' does not say which it shows`,
      ),
    ...requirements.filter((id) => !cited.has(id)).map((id) => `has the requirement ${id}, which no row of it shows`),
  ];
}
