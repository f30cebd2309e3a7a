import type { Catalogue } from '../harness/scenario/catalogue.ts';
import { base } from './base/definition.ts';
import { coverage } from './coverage/index.ts';
import { features } from './features/index.ts';
import { ingressFeatures } from './ingress/features.ts';
import { ingressProfile } from './ingress/profile.ts';
import { ingressRequirements } from './ingress/requirements.ts';
import { ingressScenarios } from './ingress/scenarios/index.ts';
import { releases } from './official/index.ts';
import { listProfiles } from './profiles/index.ts';
import { requirements } from './requirements/index.ts';
import { scenarios } from './scenarios/index.ts';

export { measureRounds } from './measure/rounds.ts';

/** Everything that is tested, for the CLI to hand to the engine. */
export const catalogue: Catalogue = {
  scenarios: [...scenarios, ...ingressScenarios],
  requirements: [...requirements, ...ingressRequirements],
  coverage,
  features: [...features, ...ingressFeatures].sort((a, b) => (a.name < b.name ? -1 : 1)),
  profiles: [...listProfiles('v1.7'), ingressProfile],
  releases,
  base,
};
