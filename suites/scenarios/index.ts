import type { ScenarioDefinition } from '../../harness/scenario/define.ts';
import gatewayInvalidRouteKind from './gateway-invalid-route-kind.ts';
import gatewayInvalidTLSConfiguration from './gateway-invalid-tls-configuration.ts';
import gatewayListenerUnsupportedProtocol from './gateway-listener-unsupported-protocol.ts';
import gatewayModifyListeners from './gateway-modify-listeners.ts';
import gatewayNameMaximumLength from './gateway-name-maximum-length.ts';
import gatewayObservedGenerationBump from './gateway-observed-generation-bump.ts';
import gatewayPreserveForeignConditions from './gateway-preserve-foreign-conditions.ts';
import gatewaySecretInvalidReferenceGrant from './gateway-secret-invalid-reference-grant.ts';
import gatewaySecretMissingReferenceGrant from './gateway-secret-missing-reference-grant.ts';
import gatewaySecretReferenceGrantAllInNamespace from './gateway-secret-reference-grant-all-in-namespace.ts';
import gatewaySecretReferenceGrantSpecific from './gateway-secret-reference-grant-specific.ts';
import gatewayWithAttachedRoutes from './gateway-with-attached-routes.ts';
import gatewayClassObservedGenerationBump from './gatewayclass-observed-generation-bump.ts';
import httpRouteCrossNamespace from './httproute-cross-namespace.ts';
import httpRouteExactPathMatching from './httproute-exact-path-matching.ts';
import httpRouteHeaderMatching from './httproute-header-matching.ts';
import httpRouteHostnameIntersection from './httproute-hostname-intersection.ts';
import httpRouteHTTPSListener from './httproute-https-listener.ts';
import httpRouteInvalidBackendRefUnknownKind from './httproute-invalid-backendref-unknown-kind.ts';
import httpRouteInvalidCrossNamespaceBackendRef from './httproute-invalid-cross-namespace-backend-ref.ts';
import httpRouteInvalidCrossNamespaceParentRef from './httproute-invalid-cross-namespace-parent-ref.ts';
import httpRouteInvalidNonExistentBackendRef from './httproute-invalid-non-existent-backend-ref.ts';
import httpRouteInvalidParentRefNotMatchingSectionName from './httproute-invalid-parent-ref-not-matching-section-name.ts';
import httpRouteInvalidReferenceGrant from './httproute-invalid-reference-grant.ts';
import httpRouteListenerHostnameMatching from './httproute-listener-hostname-matching.ts';
import httpRouteMatching from './httproute-matching.ts';
import httpRouteMatchingAcrossRoutes from './httproute-matching-across-routes.ts';
import httpRouteMultipleGateways from './httproute-multiple-gateways.ts';
import httpRouteNoBackendRefs from './httproute-no-backend-refs.ts';
import httpRouteObservedGenerationBump from './httproute-observed-generation-bump.ts';
import httpRoutePartiallyInvalidViaInvalidReferenceGrant from './httproute-partially-invalid-via-invalid-reference-grant.ts';
import httpRoutePathMatchOrder from './httproute-path-match-order.ts';
import httpRoutePreserveForeignStatus from './httproute-preserve-foreign-status.ts';
import httpRouteRedirectHostAndStatus from './httproute-redirect-host-and-status.ts';
import httpRouteReferenceGrant from './httproute-reference-grant.ts';
import httpRouteRequestHeaderModifier from './httproute-request-header-modifier.ts';
import httpRouteRuleOrder from './httproute-rule-order.ts';
import httpRouteServiceTypes from './httproute-service-types.ts';
import httpRouteSimpleSameNamespace from './httproute-simple-same-namespace.ts';
import httpRouteWeight from './httproute-weight.ts';

/** All scenarios, in the order of their file names. A test sees to it that no file is left out. */
export const scenarios: readonly ScenarioDefinition[] = [
  gatewayInvalidRouteKind,
  gatewayInvalidTLSConfiguration,
  gatewayListenerUnsupportedProtocol,
  gatewayModifyListeners,
  gatewayNameMaximumLength,
  gatewayObservedGenerationBump,
  gatewayPreserveForeignConditions,
  gatewaySecretInvalidReferenceGrant,
  gatewaySecretMissingReferenceGrant,
  gatewaySecretReferenceGrantAllInNamespace,
  gatewaySecretReferenceGrantSpecific,
  gatewayWithAttachedRoutes,
  gatewayClassObservedGenerationBump,
  httpRouteCrossNamespace,
  httpRouteExactPathMatching,
  httpRouteHeaderMatching,
  httpRouteHostnameIntersection,
  httpRouteHTTPSListener,
  httpRouteInvalidBackendRefUnknownKind,
  httpRouteInvalidCrossNamespaceBackendRef,
  httpRouteInvalidCrossNamespaceParentRef,
  httpRouteInvalidNonExistentBackendRef,
  httpRouteInvalidParentRefNotMatchingSectionName,
  httpRouteInvalidReferenceGrant,
  httpRouteListenerHostnameMatching,
  httpRouteMatchingAcrossRoutes,
  httpRouteMatching,
  httpRouteMultipleGateways,
  httpRouteNoBackendRefs,
  httpRouteObservedGenerationBump,
  httpRoutePartiallyInvalidViaInvalidReferenceGrant,
  httpRoutePathMatchOrder,
  httpRoutePreserveForeignStatus,
  httpRouteRedirectHostAndStatus,
  httpRouteReferenceGrant,
  httpRouteRequestHeaderModifier,
  httpRouteRuleOrder,
  httpRouteServiceTypes,
  httpRouteSimpleSameNamespace,
  httpRouteWeight,
];
