import { scenario as define, type ScenarioDefinition } from '../../harness/scenario/define.ts';
import type { FeatureName } from '../features/index.ts';
import type { RequirementId } from '../requirements/index.ts';

export type { FeatureName, RequirementId };

/** A scenario whose features and requirements are those of the registries. */
export interface CatalogueScenario extends Omit<ScenarioDefinition, 'features' | 'requirements' | 'unless'> {
  /** What it is about. Its rows may cite further ones; with more than three here, each says by `proves` what it shows. */
  requirements: readonly [RequirementId, ...RequirementId[]];
  features: readonly [FeatureName, ...FeatureName[]];
  unless?: readonly FeatureName[];
}

/** Defines a scenario. The definition itself is data; nothing runs here. */
export function scenario(definition: CatalogueScenario): ScenarioDefinition {
  return define(definition);
}
