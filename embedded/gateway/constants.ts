export const controllerName = 'gwconf.dev/reference-gateway';
/** `spec.controller` of the IngressClasses that it serves. */
export const ingressControllerName = 'gwconf.dev/reference-ingress';
export const gatewayGroup = 'gateway.networking.k8s.io';

/**
 * What the implementation claims, sorted by name as the specification asks
 * (https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassstatus).
 */
export const supportedFeatures: readonly string[] = [
  'BackendTLSPolicy',
  'BackendTLSPolicySANValidation',
  'ClusterTrustBundle',
  'GRPCRoute',
  'GRPCRouteNamedRouteRule',
  'GRPCRouteRequestHeaderModifier',
  'GRPCRouteSessionPersistence',
  'GRPCRouteSessionPersistenceHeader',
  'Gateway',
  'GatewayAddressEmpty',
  'GatewayBackendClientCertificate',
  'GatewayFrontendClientCertificateValidation',
  'GatewayFrontendClientCertificateValidationInsecureFallback',
  'GatewayHTTPListenerIsolation',
  'GatewayHTTPSListenerDetectMisdirectedRequests',
  'GatewayInfrastructure',
  'GatewayPort8080',
  'GatewayRouteHostnameIntersectionPrecedence',
  'GatewayStaticAddresses',
  'HTTPRoute',
  'HTTPRoute303RedirectStatusCode',
  'HTTPRoute307RedirectStatusCode',
  'HTTPRoute308RedirectStatusCode',
  'HTTPRouteBackendProtocolH2C',
  'HTTPRouteBackendProtocolWebSocket',
  'HTTPRouteBackendRequestHeaderModification',
  'HTTPRouteBackendTimeout',
  'HTTPRouteBackendURLRewrite',
  'HTTPRouteCORS',
  'HTTPRouteDestinationPortMatching',
  'HTTPRouteHostRewrite',
  'HTTPRouteMethodMatching',
  'HTTPRouteNamedRouteRule',
  'HTTPRouteParentRefPort',
  'HTTPRoutePathRedirect',
  'HTTPRoutePathRewrite',
  'HTTPRoutePortRedirect',
  'HTTPRouteQueryParamMatching',
  'HTTPRouteRequestMirror',
  'HTTPRouteRequestMultipleMirrors',
  'HTTPRouteRequestPercentageMirror',
  'HTTPRouteRequestTimeout',
  'HTTPRouteResponseHeaderModification',
  'HTTPRouteRetryCodes',
  'HTTPRouteRetryConnectionError',
  'HTTPRouteSchemeRedirect',
  'HTTPRouteSessionPersistence',
  'HTTPRouteSessionPersistenceCookieLifetimeTypePermanent',
  'ListenerSet',
  'ReferenceGrant',
  'TCPRoute',
  'TLSRoute',
  'TLSRouteModeMixed',
  'TLSRouteModeTerminate',
  'UDPRoute',
];

/** Marks the Services and EndpointSlices that belong to Gateways. */
export const ownerLabel = 'gwconf.dev/gateway';
/** https://gateway-api.sigs.k8s.io/geps/gep-1762/#resource-attachment */
export const gatewayNameLabel = 'gateway.networking.k8s.io/gateway-name';
export const serviceNameLabel = 'kubernetes.io/service-name';
export const sliceManagerLabel = 'endpointslice.kubernetes.io/managed-by';
/** On namespaces whose pods are members of the mesh. */
export const meshLabel = { name: 'gwconf.dev/mesh', value: 'enabled' } as const;
