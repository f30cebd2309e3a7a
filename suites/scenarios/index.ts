// Made by `npm run generate`: the files below this folder, each with a scenario or a list of them; do not edit.
import type { ScenarioDefinition } from '../../harness/scenario/define.ts';
import backendtlspolicyBundles from './backendtlspolicy/bundles.ts';
import backendtlspolicyChanges from './backendtlspolicy/changes.ts';
import backendtlspolicyClusterTrustBundle from './backendtlspolicy/cluster-trust-bundle.ts';
import backendtlspolicyConflictResolution from './backendtlspolicy/conflict-resolution.ts';
import backendtlspolicyGrpcroute from './backendtlspolicy/grpcroute.ts';
import backendtlspolicyInvalidReferences from './backendtlspolicy/invalid-references.ts';
import backendtlspolicyNamesakes from './backendtlspolicy/namesakes.ts';
import backendtlspolicyNotInTheClear from './backendtlspolicy/not-in-the-clear.ts';
import backendtlspolicyObservedGenerationBump from './backendtlspolicy/observed-generation-bump.ts';
import backendtlspolicyPolicy from './backendtlspolicy/policy.ts';
import backendtlspolicyPreserveForeignStatus from './backendtlspolicy/preserve-foreign-status.ts';
import backendtlspolicyRewrittenHost from './backendtlspolicy/rewritten-host.ts';
import backendtlspolicySanValidation from './backendtlspolicy/san-validation.ts';
import backendtlspolicyTlsrouteTerminate from './backendtlspolicy/tlsroute-terminate.ts';
import backendtlspolicyWellKnown from './backendtlspolicy/well-known.ts';
import exploredCases from './explored/cases.ts';
import gatewayAskedOfGateways from './gateway/asked-of-gateways.ts';
import gatewayAuthoritiesGrant from './gateway/authorities-grant.ts';
import gatewayCertificateChain from './gateway/certificate-chain.ts';
import gatewayCertificateChanges from './gateway/certificate-changes.ts';
import gatewayClientCertificateGrant from './gateway/client-certificate-grant.ts';
import gatewayClientCertificate from './gateway/client-certificate.ts';
import gatewayFrontendClusterTrustBundle from './gateway/frontend-cluster-trust-bundle.ts';
import gatewayFrontendValidation from './gateway/frontend-validation.ts';
import gatewayHttpListenerIsolation from './gateway/http-listener-isolation.ts';
import gatewayIndistinctListeners from './gateway/indistinct-listeners.ts';
import gatewayInvalidFrontendValidation from './gateway/invalid-frontend-validation.ts';
import gatewayInvalidRouteKind from './gateway/invalid-route-kind.ts';
import gatewayInvalidTlsConfiguration from './gateway/invalid-tls-configuration.ts';
import gatewayLargest from './gateway/largest.ts';
import gatewayLifecycle from './gateway/lifecycle.ts';
import gatewayListenerChanges from './gateway/listener-changes.ts';
import gatewayListenerUnsupportedProtocol from './gateway/listener-unsupported-protocol.ts';
import gatewayLongNames from './gateway/long-names.ts';
import gatewayLongReferences from './gateway/long-references.ts';
import gatewayModifyListeners from './gateway/modify-listeners.ts';
import gatewayNameBeginnings from './gateway/name-beginnings.ts';
import gatewayNameMaximumLength from './gateway/name-maximum-length.ts';
import gatewayNamesakes from './gateway/namesakes.ts';
import gatewayNamespaceSelectors from './gateway/namespace-selectors.ts';
import gatewayObservedGenerationBump from './gateway/observed-generation-bump.ts';
import gatewayOverlappingListeners from './gateway/overlapping-listeners.ts';
import gatewayPortChanges from './gateway/port-changes.ts';
import gatewayPreserveForeignConditions from './gateway/preserve-foreign-conditions.ts';
import gatewaySecretInvalidReferenceGrant from './gateway/secret-invalid-reference-grant.ts';
import gatewaySecretMissingReferenceGrant from './gateway/secret-missing-reference-grant.ts';
import gatewaySecretReferenceGrantAllInNamespace from './gateway/secret-reference-grant-all-in-namespace.ts';
import gatewaySecretReferenceGrantSpecific from './gateway/secret-reference-grant-specific.ts';
import gatewayStaticAddresses from './gateway/static-addresses.ts';
import gatewaySupportedKinds from './gateway/supported-kinds.ts';
import gatewayTransports from './gateway/transports.ts';
import gatewayValidationBundles from './gateway/validation-bundles.ts';
import gatewayValidationChanges from './gateway/validation-changes.ts';
import gatewayWithAttachedRoutesWithPort8080 from './gateway/with-attached-routes-with-port-8080.ts';
import gatewayWithAttachedRoutes from './gateway/with-attached-routes.ts';
import gatewayclassLate from './gatewayclass/late.ts';
import gatewayclassObservedGenerationBump from './gatewayclass/observed-generation-bump.ts';
import gatewayclassOtherControllers from './gatewayclass/other-controllers.ts';
import gatewayclassStatus from './gatewayclass/status.ts';
import grpcrouteBesideHttproute from './grpcroute/beside-httproute.ts';
import grpcrouteCalls from './grpcroute/calls.ts';
import grpcrouteHeaderMatching from './grpcroute/header-matching.ts';
import grpcrouteInvalidReferences from './grpcroute/invalid-references.ts';
import grpcrouteLargest from './grpcroute/largest.ts';
import grpcrouteListenerHostnameMatching from './grpcroute/listener-hostname-matching.ts';
import grpcrouteListeners from './grpcroute/listeners.ts';
import grpcrouteMethodMatching from './grpcroute/method-matching.ts';
import grpcrouteMethodParts from './grpcroute/method-parts.ts';
import grpcrouteMultipleGateways from './grpcroute/multiple-gateways.ts';
import grpcrouteNamesakes from './grpcroute/namesakes.ts';
import grpcrouteRequestHeaderModifier from './grpcroute/request-header-modifier.ts';
import grpcrouteRuleChanges from './grpcroute/rule-changes.ts';
import grpcrouteSessions from './grpcroute/sessions.ts';
import httproute303Redirect from './httproute/303-redirect.ts';
import httproute307Redirect from './httproute/307-redirect.ts';
import httproute308Redirect from './httproute/308-redirect.ts';
import httprouteBackendProtocolH2c from './httproute/backend-protocol-h2c.ts';
import httprouteBackendProtocolWebSocket from './httproute/backend-protocol-web-socket.ts';
import httprouteBackendRequestHeaderModifier from './httproute/backend-request-header-modifier.ts';
import httprouteBackendUrlRewrite from './httproute/backend-url-rewrite.ts';
import httprouteBackendsInCommon from './httproute/backends-in-common.ts';
import httprouteBesideStrangers from './httproute/beside-strangers.ts';
import httprouteBodylessResponses from './httproute/bodyless-responses.ts';
import httprouteCors from './httproute/cors.ts';
import httprouteCrossNamespace from './httproute/cross-namespace.ts';
import httprouteDisallowedKind from './httproute/disallowed-kind.ts';
import httprouteDurations from './httproute/durations.ts';
import httprouteEndpointChanges from './httproute/endpoint-changes.ts';
import httprouteExactPathMatching from './httproute/exact-path-matching.ts';
import httprouteFeaturesTogether from './httproute/features-together.ts';
import httprouteFieldChanges from './httproute/field-changes.ts';
import httprouteForwarding from './httproute/forwarding.ts';
import httprouteHeaderMatching from './httproute/header-matching.ts';
import httprouteHeaderModifiers from './httproute/header-modifiers.ts';
import httprouteHeaderValues from './httproute/header-values.ts';
import httprouteHostnameIntersection from './httproute/hostname-intersection.ts';
import httprouteHostnames from './httproute/hostnames.ts';
import httprouteHttpsListenerDetectMisdirectedRequests from './httproute/https-listener-detect-misdirected-requests.ts';
import httprouteHttpsListener from './httproute/https-listener.ts';
import httprouteInvalidBackendrefUnknownKind from './httproute/invalid-backendref-unknown-kind.ts';
import httprouteInvalidCrossNamespaceBackendRef from './httproute/invalid-cross-namespace-backend-ref.ts';
import httprouteInvalidCrossNamespaceParentRef from './httproute/invalid-cross-namespace-parent-ref.ts';
import httprouteInvalidNonExistentBackendRef from './httproute/invalid-non-existent-backend-ref.ts';
import httprouteInvalidParentRefNotMatchingListenerPort from './httproute/invalid-parent-ref-not-matching-listener-port.ts';
import httprouteInvalidParentRefNotMatchingSectionName from './httproute/invalid-parent-ref-not-matching-section-name.ts';
import httprouteInvalidParentRefSectionNameNotMatchingPort from './httproute/invalid-parent-ref-section-name-not-matching-port.ts';
import httprouteInvalidReferenceGrant from './httproute/invalid-reference-grant.ts';
import httprouteJoinedNames from './httproute/joined-names.ts';
import httprouteLargestFields from './httproute/largest-fields.ts';
import httprouteLargest from './httproute/largest.ts';
import httprouteListenerHostnameMatching from './httproute/listener-hostname-matching.ts';
import httprouteListenerPortMatching from './httproute/listener-port-matching.ts';
import httprouteLiterals from './httproute/literals.ts';
import httprouteMatchCombinations from './httproute/match-combinations.ts';
import httprouteMatchingAcrossRoutes from './httproute/matching-across-routes.ts';
import httprouteMatching from './httproute/matching.ts';
import httprouteMethodMatching from './httproute/method-matching.ts';
import httprouteMirrorProtocols from './httproute/mirror-protocols.ts';
import httprouteMirrorReferences from './httproute/mirror-references.ts';
import httprouteMultipleGateways from './httproute/multiple-gateways.ts';
import httprouteMultipleRoutesAttachmentSameHostnameIntersection from './httproute/multiple-routes-attachment-same-hostname-intersection.ts';
import httprouteNamedRule from './httproute/named-rule.ts';
import httprouteNoBackendRefs from './httproute/no-backend-refs.ts';
import httprouteObservedGenerationBump from './httproute/observed-generation-bump.ts';
import httprouteParentChanges from './httproute/parent-changes.ts';
import httproutePartiallyInvalidViaInvalidReferenceGrant from './httproute/partially-invalid-via-invalid-reference-grant.ts';
import httproutePathMatchOrder from './httproute/path-match-order.ts';
import httproutePorts from './httproute/ports.ts';
import httproutePrecedence from './httproute/precedence.ts';
import httproutePreserveForeignStatus from './httproute/preserve-foreign-status.ts';
import httprouteQueryParamMatching from './httproute/query-param-matching.ts';
import httprouteReasonChanges from './httproute/reason-changes.ts';
import httprouteRedirectHostAndStatus from './httproute/redirect-host-and-status.ts';
import httprouteRedirectPath from './httproute/redirect-path.ts';
import httprouteRedirectPortAndScheme from './httproute/redirect-port-and-scheme.ts';
import httprouteRedirectPort from './httproute/redirect-port.ts';
import httprouteRedirectPorts from './httproute/redirect-ports.ts';
import httprouteRedirectScheme from './httproute/redirect-scheme.ts';
import httprouteRedirects from './httproute/redirects.ts';
import httprouteReferenceGrant from './httproute/reference-grant.ts';
import httprouteRegularExpressions from './httproute/regular-expressions.ts';
import httprouteReplacedPrefixes from './httproute/replaced-prefixes.ts';
import httprouteRequestHeaderModifierBackendWeights from './httproute/request-header-modifier-backend-weights.ts';
import httprouteRequestHeaderModifier from './httproute/request-header-modifier.ts';
import httprouteRequestMirror from './httproute/request-mirror.ts';
import httprouteRequestMultipleMirrors from './httproute/request-multiple-mirrors.ts';
import httprouteRequestPercentageMirror from './httproute/request-percentage-mirror.ts';
import httprouteResolvedRefs from './httproute/resolved-refs.ts';
import httprouteResponseHeaderModifier from './httproute/response-header-modifier.ts';
import httprouteRetryConnectionError from './httproute/retry-connection-error.ts';
import httprouteRetryRewrites from './httproute/retry-rewrites.ts';
import httprouteRetryWithTimeouts from './httproute/retry-with-timeouts.ts';
import httprouteRetry from './httproute/retry.ts';
import httprouteRewriteHost from './httproute/rewrite-host.ts';
import httprouteRewritePath from './httproute/rewrite-path.ts';
import httprouteRuleChanges from './httproute/rule-changes.ts';
import httprouteRuleOrder from './httproute/rule-order.ts';
import httprouteServiceChanges from './httproute/service-changes.ts';
import httprouteServiceNamesakes from './httproute/service-namesakes.ts';
import httprouteServiceProtocolChanges from './httproute/service-protocol-changes.ts';
import httprouteServiceTypes from './httproute/service-types.ts';
import httprouteSessions from './httproute/sessions.ts';
import httprouteSimpleSameNamespace from './httproute/simple-same-namespace.ts';
import httprouteSteadyTraffic from './httproute/steady-traffic.ts';
import httprouteTimeoutBackendRequest from './httproute/timeout-backend-request.ts';
import httprouteTimeoutRequest from './httproute/timeout-request.ts';
import httprouteUnresolvedFilters from './httproute/unresolved-filters.ts';
import httprouteUnusualPaths from './httproute/unusual-paths.ts';
import httprouteWebsocketMatches from './httproute/websocket-matches.ts';
import httprouteWeight from './httproute/weight.ts';
import httprouteWeights from './httproute/weights.ts';
import httprouteWholeTargets from './httproute/whole-targets.ts';
import listenersetAllowedNamespaces from './listenerset/allowed-namespaces.ts';
import listenersetAllowedRoutesNamespaces from './listenerset/allowed-routes-namespaces.ts';
import listenersetAllowedRoutesSupportedKinds from './listenerset/allowed-routes-supported-kinds.ts';
import listenersetChanges from './listenerset/changes.ts';
import listenersetClientValidation from './listenerset/client-validation.ts';
import listenersetConflictChanges from './listenerset/conflict-changes.ts';
import listenersetConflicts from './listenerset/conflicts.ts';
import listenersetFields from './listenerset/fields.ts';
import listenersetGrantChanges from './listenerset/grant-changes.ts';
import listenersetHttpRouting from './listenerset/http-routing.ts';
import listenersetNamesakes from './listenerset/namesakes.ts';
import listenersetNotAllowed from './listenerset/not-allowed.ts';
import listenersetParents from './listenerset/parents.ts';
import listenersetPortChanges from './listenerset/port-changes.ts';
import listenersetReferenceGrant from './listenerset/reference-grant.ts';
import listenersetSelectors from './listenerset/selectors.ts';
import listenersetTwins from './listenerset/twins.ts';
import meshBackends from './mesh/backends.ts';
import meshBasic from './mesh/basic.ts';
import meshBehindGateway from './mesh/behind-gateway.ts';
import meshConsumerRoute from './mesh/consumer-route.ts';
import meshConsumers from './mesh/consumers.ts';
import meshFirstLevel from './mesh/first-level.ts';
import meshForwarding from './mesh/forwarding.ts';
import meshFrontendHostname from './mesh/frontend-hostname.ts';
import meshFrontend from './mesh/frontend.ts';
import meshGrpcrouteRequestHeaderModifier from './mesh/grpcroute-request-header-modifier.ts';
import meshGrpcrouteWeight from './mesh/grpcroute-weight.ts';
import meshHttprouteMatching from './mesh/httproute-matching.ts';
import meshHttprouteNamedRule from './mesh/httproute-named-rule.ts';
import meshHttprouteQueryParamMatching from './mesh/httproute-query-param-matching.ts';
import meshHttprouteRedirectCodes from './mesh/httproute-redirect-codes.ts';
import meshHttprouteRedirects from './mesh/httproute-redirects.ts';
import meshHttprouteRequestHeaderModifiers from './mesh/httproute-request-header-modifiers.ts';
import meshHttprouteRewritePath from './mesh/httproute-rewrite-path.ts';
import meshHttprouteSimpleSameNamespace from './mesh/httproute-simple-same-namespace.ts';
import meshHttprouteWeight from './mesh/httproute-weight.ts';
import meshKinds from './mesh/kinds.ts';
import meshNamesakes from './mesh/namesakes.ts';
import meshParents from './mesh/parents.ts';
import meshPorts from './mesh/ports.ts';
import meshRouteChanges from './mesh/route-changes.ts';
import meshRouteMoves from './mesh/route-moves.ts';
import meshTimeouts from './mesh/timeouts.ts';
import meshTrafficSplit from './mesh/traffic-split.ts';
import referencegrantChanges from './referencegrant/changes.ts';
import referencegrantLargest from './referencegrant/largest.ts';
import routesChanges from './routes/changes.ts';
import routesEveryListener from './routes/every-listener.ts';
import routesFields from './routes/fields.ts';
import routesForeignParents from './routes/foreign-parents.ts';
import routesGrantedBackends from './routes/granted-backends.ts';
import routesHostnamePrecedence from './routes/hostname-precedence.ts';
import routesInvalidShare from './routes/invalid-share.ts';
import routesMissingBackends from './routes/missing-backends.ts';
import routesOldestBound from './routes/oldest-bound.ts';
import routesOldestFirst from './routes/oldest-first.ts';
import routesPortAndSection from './routes/port-and-section.ts';
import routesSimple from './routes/simple.ts';
import routesUngrantedBackends from './routes/ungranted-backends.ts';
import routesUnknownKinds from './routes/unknown-kinds.ts';
import routesUnnamedHosts from './routes/unnamed-hosts.ts';
import routesWeights from './routes/weights.ts';
import routesWildcardPairs from './routes/wildcard-pairs.ts';
import tcprouteInvalidNonTcpListener from './tcproute/invalid-non-tcp-listener.ts';
import tlsrouteHandshakes from './tlsroute/handshakes.ts';
import tlsrouteHostnameIntersection from './tlsroute/hostname-intersection.ts';
import tlsrouteInvalidNoMatchingListenerHostname from './tlsroute/invalid-no-matching-listener-hostname.ts';
import tlsrouteInvalidNoMatchingListener from './tlsroute/invalid-no-matching-listener.ts';
import tlsrouteListenerModes from './tlsroute/listener-modes.ts';
import tlsrouteMixedWildcards from './tlsroute/mixed-wildcards.ts';
import udprouteNotAllowedByListeners from './udproute/not-allowed-by-listeners.ts';

const all: readonly (ScenarioDefinition | readonly ScenarioDefinition[])[] = [
  backendtlspolicyBundles,
  backendtlspolicyChanges,
  backendtlspolicyClusterTrustBundle,
  backendtlspolicyConflictResolution,
  backendtlspolicyGrpcroute,
  backendtlspolicyInvalidReferences,
  backendtlspolicyNamesakes,
  backendtlspolicyNotInTheClear,
  backendtlspolicyObservedGenerationBump,
  backendtlspolicyPolicy,
  backendtlspolicyPreserveForeignStatus,
  backendtlspolicyRewrittenHost,
  backendtlspolicySanValidation,
  backendtlspolicyTlsrouteTerminate,
  backendtlspolicyWellKnown,
  exploredCases,
  gatewayAskedOfGateways,
  gatewayAuthoritiesGrant,
  gatewayCertificateChain,
  gatewayCertificateChanges,
  gatewayClientCertificateGrant,
  gatewayClientCertificate,
  gatewayFrontendClusterTrustBundle,
  gatewayFrontendValidation,
  gatewayHttpListenerIsolation,
  gatewayIndistinctListeners,
  gatewayInvalidFrontendValidation,
  gatewayInvalidRouteKind,
  gatewayInvalidTlsConfiguration,
  gatewayLargest,
  gatewayLifecycle,
  gatewayListenerChanges,
  gatewayListenerUnsupportedProtocol,
  gatewayLongNames,
  gatewayLongReferences,
  gatewayModifyListeners,
  gatewayNameBeginnings,
  gatewayNameMaximumLength,
  gatewayNamesakes,
  gatewayNamespaceSelectors,
  gatewayObservedGenerationBump,
  gatewayOverlappingListeners,
  gatewayPortChanges,
  gatewayPreserveForeignConditions,
  gatewaySecretInvalidReferenceGrant,
  gatewaySecretMissingReferenceGrant,
  gatewaySecretReferenceGrantAllInNamespace,
  gatewaySecretReferenceGrantSpecific,
  gatewayStaticAddresses,
  gatewaySupportedKinds,
  gatewayTransports,
  gatewayValidationBundles,
  gatewayValidationChanges,
  gatewayWithAttachedRoutesWithPort8080,
  gatewayWithAttachedRoutes,
  gatewayclassLate,
  gatewayclassObservedGenerationBump,
  gatewayclassOtherControllers,
  gatewayclassStatus,
  grpcrouteBesideHttproute,
  grpcrouteCalls,
  grpcrouteHeaderMatching,
  grpcrouteInvalidReferences,
  grpcrouteLargest,
  grpcrouteListenerHostnameMatching,
  grpcrouteListeners,
  grpcrouteMethodMatching,
  grpcrouteMethodParts,
  grpcrouteMultipleGateways,
  grpcrouteNamesakes,
  grpcrouteRequestHeaderModifier,
  grpcrouteRuleChanges,
  grpcrouteSessions,
  httproute303Redirect,
  httproute307Redirect,
  httproute308Redirect,
  httprouteBackendProtocolH2c,
  httprouteBackendProtocolWebSocket,
  httprouteBackendRequestHeaderModifier,
  httprouteBackendUrlRewrite,
  httprouteBackendsInCommon,
  httprouteBesideStrangers,
  httprouteBodylessResponses,
  httprouteCors,
  httprouteCrossNamespace,
  httprouteDisallowedKind,
  httprouteDurations,
  httprouteEndpointChanges,
  httprouteExactPathMatching,
  httprouteFeaturesTogether,
  httprouteFieldChanges,
  httprouteForwarding,
  httprouteHeaderMatching,
  httprouteHeaderModifiers,
  httprouteHeaderValues,
  httprouteHostnameIntersection,
  httprouteHostnames,
  httprouteHttpsListenerDetectMisdirectedRequests,
  httprouteHttpsListener,
  httprouteInvalidBackendrefUnknownKind,
  httprouteInvalidCrossNamespaceBackendRef,
  httprouteInvalidCrossNamespaceParentRef,
  httprouteInvalidNonExistentBackendRef,
  httprouteInvalidParentRefNotMatchingListenerPort,
  httprouteInvalidParentRefNotMatchingSectionName,
  httprouteInvalidParentRefSectionNameNotMatchingPort,
  httprouteInvalidReferenceGrant,
  httprouteJoinedNames,
  httprouteLargestFields,
  httprouteLargest,
  httprouteListenerHostnameMatching,
  httprouteListenerPortMatching,
  httprouteLiterals,
  httprouteMatchCombinations,
  httprouteMatchingAcrossRoutes,
  httprouteMatching,
  httprouteMethodMatching,
  httprouteMirrorProtocols,
  httprouteMirrorReferences,
  httprouteMultipleGateways,
  httprouteMultipleRoutesAttachmentSameHostnameIntersection,
  httprouteNamedRule,
  httprouteNoBackendRefs,
  httprouteObservedGenerationBump,
  httprouteParentChanges,
  httproutePartiallyInvalidViaInvalidReferenceGrant,
  httproutePathMatchOrder,
  httproutePorts,
  httproutePrecedence,
  httproutePreserveForeignStatus,
  httprouteQueryParamMatching,
  httprouteReasonChanges,
  httprouteRedirectHostAndStatus,
  httprouteRedirectPath,
  httprouteRedirectPortAndScheme,
  httprouteRedirectPort,
  httprouteRedirectPorts,
  httprouteRedirectScheme,
  httprouteRedirects,
  httprouteReferenceGrant,
  httprouteRegularExpressions,
  httprouteReplacedPrefixes,
  httprouteRequestHeaderModifierBackendWeights,
  httprouteRequestHeaderModifier,
  httprouteRequestMirror,
  httprouteRequestMultipleMirrors,
  httprouteRequestPercentageMirror,
  httprouteResolvedRefs,
  httprouteResponseHeaderModifier,
  httprouteRetryConnectionError,
  httprouteRetryRewrites,
  httprouteRetryWithTimeouts,
  httprouteRetry,
  httprouteRewriteHost,
  httprouteRewritePath,
  httprouteRuleChanges,
  httprouteRuleOrder,
  httprouteServiceChanges,
  httprouteServiceNamesakes,
  httprouteServiceProtocolChanges,
  httprouteServiceTypes,
  httprouteSessions,
  httprouteSimpleSameNamespace,
  httprouteSteadyTraffic,
  httprouteTimeoutBackendRequest,
  httprouteTimeoutRequest,
  httprouteUnresolvedFilters,
  httprouteUnusualPaths,
  httprouteWebsocketMatches,
  httprouteWeight,
  httprouteWeights,
  httprouteWholeTargets,
  listenersetAllowedNamespaces,
  listenersetAllowedRoutesNamespaces,
  listenersetAllowedRoutesSupportedKinds,
  listenersetChanges,
  listenersetClientValidation,
  listenersetConflictChanges,
  listenersetConflicts,
  listenersetFields,
  listenersetGrantChanges,
  listenersetHttpRouting,
  listenersetNamesakes,
  listenersetNotAllowed,
  listenersetParents,
  listenersetPortChanges,
  listenersetReferenceGrant,
  listenersetSelectors,
  listenersetTwins,
  meshBackends,
  meshBasic,
  meshBehindGateway,
  meshConsumerRoute,
  meshConsumers,
  meshFirstLevel,
  meshForwarding,
  meshFrontendHostname,
  meshFrontend,
  meshGrpcrouteRequestHeaderModifier,
  meshGrpcrouteWeight,
  meshHttprouteMatching,
  meshHttprouteNamedRule,
  meshHttprouteQueryParamMatching,
  meshHttprouteRedirectCodes,
  meshHttprouteRedirects,
  meshHttprouteRequestHeaderModifiers,
  meshHttprouteRewritePath,
  meshHttprouteSimpleSameNamespace,
  meshHttprouteWeight,
  meshKinds,
  meshNamesakes,
  meshParents,
  meshPorts,
  meshRouteChanges,
  meshRouteMoves,
  meshTimeouts,
  meshTrafficSplit,
  referencegrantChanges,
  referencegrantLargest,
  routesChanges,
  routesEveryListener,
  routesFields,
  routesForeignParents,
  routesGrantedBackends,
  routesHostnamePrecedence,
  routesInvalidShare,
  routesMissingBackends,
  routesOldestBound,
  routesOldestFirst,
  routesPortAndSection,
  routesSimple,
  routesUngrantedBackends,
  routesUnknownKinds,
  routesUnnamedHosts,
  routesWeights,
  routesWildcardPairs,
  tcprouteInvalidNonTcpListener,
  tlsrouteHandshakes,
  tlsrouteHostnameIntersection,
  tlsrouteInvalidNoMatchingListenerHostname,
  tlsrouteInvalidNoMatchingListener,
  tlsrouteListenerModes,
  tlsrouteMixedWildcards,
  udprouteNotAllowedByListeners,
];

/** All scenarios, in the order of their files. */
export const scenarios: readonly ScenarioDefinition[] = all.flat();
