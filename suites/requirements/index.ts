import { backendTlsPolicyRequirements } from './backendtlspolicy.ts';
import { gatewayRequirements } from './gateway.ts';
import { gatewayClassRequirements } from './gatewayclass.ts';
import { httpRouteActionRequirements } from './httproute-actions.ts';
import { httpRouteExtendedRequirements } from './httproute-extended.ts';
import { httpRouteMatchingRequirements } from './httproute-matching.ts';
import { listenerRequirements } from './listener.ts';
import { listenerSetRequirements } from './listener-set.ts';
import { meshRequirements } from './mesh.ts';
import { referenceGrantRequirements } from './referencegrant.ts';
import { routeRequirements } from './route.ts';
import { routeKindRequirements } from './route-kinds.ts';

/** Every requirement that scenarios prove. Ids are permanent. */
export const requirements = [
  ...gatewayClassRequirements,
  ...gatewayRequirements,
  ...listenerRequirements,
  ...listenerSetRequirements,
  ...routeRequirements,
  ...routeKindRequirements,
  ...httpRouteMatchingRequirements,
  ...httpRouteActionRequirements,
  ...httpRouteExtendedRequirements,
  ...referenceGrantRequirements,
  ...backendTlsPolicyRequirements,
  ...meshRequirements,
];

/** Ids of all requirements. */
export type RequirementId = (typeof requirements)[number]['id'];
