import type { Catalogue } from '../harness/scenario/catalogue.ts';
import { base } from './base/definition.ts';
import { coverage } from './coverage/index.ts';
import { features } from './features/index.ts';
import { ingressFeatures } from './ingress/features.ts';
import { ingressProfile } from './ingress/profile.ts';
import { ingressRequirements } from './ingress/requirements.ts';
import { ingressScenarios } from './ingress/scenarios/index.ts';
import { releases } from './official/index.ts';
import { policyFeature, policyProfile } from './policy/profile.ts';
import { policyRequirements } from './policy/requirements.ts';
import { policyScenarios } from './policy/scenarios/index.ts';
import { listProfiles } from './profiles/index.ts';
import { requirements } from './requirements/index.ts';
import { scaleFeature } from './scale/feature.ts';
import { manyRoutes } from './scale/many-routes.ts';
import { scenarios } from './scenarios/index.ts';

export { measureRounds } from './measure/rounds.ts';
export { makeRoles } from './policy/roles.ts';

/** Everything that is tested, for the CLI to hand to the engine. */
export const catalogue: Catalogue = {
  scenarios: [...scenarios, ...ingressScenarios, ...policyScenarios, manyRoutes],
  requirements: [...requirements, ...ingressRequirements, ...policyRequirements],
  coverage,
  features: [...features, ...ingressFeatures, policyFeature, scaleFeature].sort((a, b) => (a.name < b.name ? -1 : 1)),
  profiles: [...listProfiles('v1.7'), ingressProfile, policyProfile],
  releases,
  base,
};
