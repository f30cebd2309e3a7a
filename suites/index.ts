import type { Catalogue } from '../harness/scenario/catalogue.ts';
import { base } from './base/definition.ts';
import { coverage } from './coverage/index.ts';
import { features } from './features/index.ts';
import { releases } from './official/index.ts';
import { listProfiles } from './profiles/index.ts';
import { requirements } from './requirements/index.ts';
import { scenarios } from './scenarios/index.ts';

export { measureRouteChanges } from './measure/route-changes.ts';

/** Everything that is tested, for the CLI to hand to the engine. */
export const catalogue: Catalogue = {
  scenarios,
  requirements,
  coverage,
  features,
  profiles: listProfiles('v1.7'),
  releases,
  base,
};
