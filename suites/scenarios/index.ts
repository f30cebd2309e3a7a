import type { ScenarioDefinition } from '../../harness/scenario/define.ts';
import httpRouteHeaderMatching from './httproute-header-matching.ts';
import httpRouteReferenceGrant from './httproute-reference-grant.ts';
import httpRouteSimpleSameNamespace from './httproute-simple-same-namespace.ts';

/** All scenarios, in the order of their file names. A test sees to it that no file is left out. */
export const scenarios: readonly ScenarioDefinition[] = [
  httpRouteHeaderMatching,
  httpRouteReferenceGrant,
  httpRouteSimpleSameNamespace,
];
