/** Features that every Gateway has to have. */
export const coreFeatures = ['Gateway', 'HTTPRoute', 'ReferenceGrant'];

/** The tests of the official suite that need no other feature, of v1.6 and of v1.7. */
export const coreTests = [
  'GatewayClassObservedGenerationBump',
  'GatewayInvalidRouteKind',
  'GatewayInvalidTLSConfiguration',
  'GatewayListenerUnsupportedProtocol',
  'GatewayModifyListeners',
  'GatewayObservedGenerationBump',
  'GatewaySecretInvalidReferenceGrant',
  'GatewaySecretMissingReferenceGrant',
  'GatewaySecretReferenceGrantAllInNamespace',
  'GatewaySecretReferenceGrantSpecific',
  'GatewayWithAttachedRoutes',
  'HTTPRouteCrossNamespace',
  'HTTPRouteExactPathMatching',
  'HTTPRouteHTTPSListener',
  'HTTPRouteHeaderMatching',
  'HTTPRouteHostnameIntersection',
  'HTTPRouteInvalidBackendRefUnknownKind',
  'HTTPRouteInvalidCrossNamespaceBackendRef',
  'HTTPRouteInvalidCrossNamespaceParentRef',
  'HTTPRouteInvalidNonExistentBackendRef',
  'HTTPRouteInvalidParentRefNotMatchingSectionName',
  'HTTPRouteInvalidReferenceGrant',
  'HTTPRouteListenerHostnameMatching',
  'HTTPRouteMatching',
  'HTTPRouteMatchingAcrossRoutes',
  'HTTPRouteMultipleGateways',
  'HTTPRouteNoBackendRefs',
  'HTTPRouteObservedGenerationBump',
  'HTTPRoutePartiallyInvalidViaInvalidReferenceGrant',
  'HTTPRoutePathMatchOrder',
  'HTTPRouteRedirectHostAndStatus',
  'HTTPRouteReferenceGrant',
  'HTTPRouteRequestHeaderModifier',
  'HTTPRouteServiceTypes',
  'HTTPRouteSimpleSameNamespace',
  'HTTPRouteWeight',
];

/** Those that v1.7 adds. */
export const nextCoreTests = [
  'GatewayNameMaximumLength',
  'GatewayPreserveForeignConditions',
  'HTTPRoutePreserveForeignStatus',
  'HTTPRouteRuleOrder',
];
