import type { Requirement } from '../../harness/scenario/catalogue.ts';
import { gatewayRequirements } from './gateway.ts';
import { gatewayClassRequirements } from './gatewayclass.ts';
import { httpRouteActionRequirements } from './httproute-actions.ts';
import { httpRouteMatchingRequirements } from './httproute-matching.ts';
import { listenerRequirements } from './listener.ts';
import { referenceGrantRequirements } from './referencegrant.ts';
import { routeRequirements } from './route.ts';

/** Every requirement that scenarios prove. Ids are permanent. */
export const requirements: readonly Requirement[] = [
  ...gatewayClassRequirements,
  ...gatewayRequirements,
  ...listenerRequirements,
  ...routeRequirements,
  ...httpRouteMatchingRequirements,
  ...httpRouteActionRequirements,
  ...referenceGrantRequirements,
];
