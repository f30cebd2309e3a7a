import { messageOf } from '../../../common/message-of.ts';
import type { Catalogue } from '../../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../../scenario/define.ts';
import { HarnessError } from '../../../scenario/errors.ts';
import { listRows } from '../../../steps/index.ts';
import { findDefinitionDefects } from './definition.ts';
import { instantiate } from './instance.ts';
import { findObjectDefects } from './objects.ts';
import { findOfficialDefects } from './official.ts';
import { findRegistryDefects, type Known } from './registries.ts';
import { findRowDefects } from './rows.ts';
import { findStepDefects } from './steps.ts';

/** Refuses a catalogue that contradicts itself. Rejects with a HarnessError naming every defect and its scenario. */
export async function checkCatalogue(catalogue: Catalogue): Promise<void> {
  const known = listKnown(catalogue);
  const checked = await Promise.all(
    catalogue.scenarios.map(async (definition) => ({
      definition,
      ...(await checkScenario(definition, catalogue, known)),
    })),
  );
  const cited = new Set(checked.flatMap(({ cites }) => cites));
  const defects = [
    ...findRegistryDefects(catalogue, known),
    ...checked.flatMap(({ definition, defects: own }) => own.map((defect) => `scenario ${definition.id} ${defect}`)),
    ...catalogue.requirements
      .filter(({ id, untested }) => untested === undefined && !cited.has(id))
      .map(({ id }) => `requirement ${id} is proven by no scenario`),
  ];
  if (defects.length > 0) throw new HarnessError(`the catalogue contradicts itself: ${defects.join('; ')}`);
}

/** The same for one scenario, one clause each. */
export async function findScenarioDefects(definition: ScenarioDefinition, catalogue: Catalogue): Promise<string[]> {
  return (await checkScenario(definition, catalogue, listKnown(catalogue))).defects;
}

function listKnown({ features, requirements }: Catalogue): Known {
  return {
    features: new Set(features.map(({ name }) => name)),
    requirements: new Set(requirements.map(({ id }) => id)),
  };
}

/** Everything that is wrong with a scenario, one clause each, and the requirements that it proves. */
async function checkScenario(
  definition: ScenarioDefinition,
  catalogue: Catalogue,
  known: Known,
): Promise<{ defects: string[]; cites: readonly string[] }> {
  const { base, features, releases } = catalogue;
  const defects = [
    ...findDefinitionDefects(definition, known, features, base.servicePorts),
    ...findOfficialDefects(definition, releases),
  ];
  try {
    const [instance, other] = await Promise.all([
      instantiate(definition, base),
      instantiate(definition, base, 'other'),
    ]);
    const rows = listRows(definition, instance.steps);
    return {
      defects: [
        ...defects,
        ...findObjectDefects(definition, instance, other),
        ...findStepDefects(definition, instance),
        ...findRowDefects(definition, instance.steps, rows, known),
      ],
      cites: [...definition.requirements, ...rows.flatMap(({ requirements }) => requirements)],
    };
  } catch (error) {
    const message = messageOf(error);
    // One that names what it does not declare has told so already, most likely.
    return { defects: [...defects, `cannot make its objects and steps: ${message}`], cites: definition.requirements };
  }
}
