import { backendTlsPolicyRequirements } from './backendtlspolicy.ts';
import { gatewayRequirements } from './gateway.ts';
import { gatewaySpecClauses } from './gateway-spec.ts';
import { gatewayStatusClauses } from './gateway-status.ts';
import { gatewayClassRequirements } from './gatewayclass.ts';
import { gatewayClassSpecClauses } from './gatewayclass-spec.ts';
import { grpcrouteFiltersClauses } from './grpcroute-filters.ts';
import { grpcrouteRulesClauses } from './grpcroute-rules.ts';
import { httpRouteActionRequirements } from './httproute-actions.ts';
import { httprouteAuthClauses } from './httproute-auth.ts';
import { httprouteCorsClauses } from './httproute-cors.ts';
import { httpRouteExtendedRequirements } from './httproute-extended.ts';
import { httprouteFiltersClauses } from './httproute-filters.ts';
import { httpRouteMatchingRequirements } from './httproute-matching.ts';
import { httprouteRulesClauses } from './httproute-rules.ts';
import { listenerRequirements } from './listener.ts';
import { listenerSetRequirements } from './listener-set.ts';
import { listenerSetSpecClauses } from './listener-set-spec.ts';
import { listenerSpecClauses } from './listener-spec.ts';
import { listenerStatusClauses } from './listener-status.ts';
import { meshRequirements } from './mesh.ts';
import { policySpecClauses } from './policy-spec.ts';
import { policyStatusClauses } from './policy-status.ts';
import { referenceGrantRequirements } from './referencegrant.ts';
import { routeRequirements } from './route.ts';
import { routeFieldsClauses } from './route-fields.ts';
import { routeKindRequirements } from './route-kinds.ts';
import { routeStatusClauses } from './route-status.ts';
import { sessionRequirements } from './sessions.ts';
import { streamRoutesClauses } from './stream-routes.ts';

/** Every clause, whether scenarios prove it or nothing can be seen of it. Ids are permanent. */
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
  ...gatewayClassSpecClauses,
  ...gatewaySpecClauses,
  ...gatewayStatusClauses,
  ...listenerSpecClauses,
  ...listenerStatusClauses,
  ...httprouteRulesClauses,
  ...httprouteFiltersClauses,
  ...httprouteCorsClauses,
  ...httprouteAuthClauses,
  ...routeStatusClauses,
  ...routeFieldsClauses,
  ...grpcrouteRulesClauses,
  ...grpcrouteFiltersClauses,
  ...streamRoutesClauses,
  ...sessionRequirements,
  ...policySpecClauses,
  ...policyStatusClauses,
  ...listenerSetSpecClauses,
];

/** Ids of all requirements. */
export type RequirementId = (typeof requirements)[number]['id'];
