import { common } from './common.ts';
import { gateway, mesh, type OfficialTest, provisional } from './row.ts';

/** The tests of v1.7.0, with the features that each needs: https://github.com/kubernetes-sigs/gateway-api/tree/v1.7.0/conformance/tests */
export const tests: readonly OfficialTest[] = [
  ...common,
  gateway('BackendTLSPolicyGRPCRoute', 'Gateway', 'GRPCRoute', 'BackendTLSPolicy'),
  provisional(gateway('BackendTLSPolicyPreserveForeignStatus', 'Gateway', 'HTTPRoute', 'BackendTLSPolicy')),
  gateway('BackendTLSPolicyTLSRouteTerminate', 'Gateway', 'TLSRoute', 'TLSRouteModeTerminate', 'BackendTLSPolicy'),
  gateway('GRPCRouteMultipleGateways', 'Gateway', 'GRPCRoute'),
  gateway(
    'GRPCRouteMultipleRoutesAttachmentSameHostnameIntersection',
    'Gateway',
    'GatewayRouteHostnameIntersectionPrecedence',
    'GRPCRoute',
  ),
  gateway('GRPCRouteRequestHeaderModifier', 'Gateway', 'GRPCRoute', 'GRPCRouteRequestHeaderModifier'),
  gateway('GatewayNameMaximumLength', 'Gateway'),
  provisional(gateway('GatewayPreserveForeignConditions', 'Gateway')),
  provisional(gateway('HTTPRouteBackendURLRewrite', 'Gateway', 'HTTPRoute', 'HTTPRouteBackendURLRewrite')),
  gateway(
    'HTTPRouteMultipleRoutesAttachmentSameHostnameIntersection',
    'Gateway',
    'GatewayRouteHostnameIntersectionPrecedence',
    'HTTPRoute',
  ),
  provisional(gateway('HTTPRoutePreserveForeignStatus', 'Gateway', 'HTTPRoute')),
  gateway('HTTPRouteRetry', 'Gateway', 'HTTPRoute', 'HTTPRouteRetryCodes'),
  gateway('HTTPRouteRetryConnectionError', 'Gateway', 'HTTPRoute', 'HTTPRouteRetryConnectionError'),
  provisional(
    gateway(
      'HTTPRouteRetryWithBackendTimeout',
      'Gateway',
      'HTTPRoute',
      'HTTPRouteRetryCodes',
      'HTTPRouteRequestTimeout',
      'HTTPRouteBackendTimeout',
    ),
  ),
  provisional(
    gateway(
      'HTTPRouteRetryWithRequestTimeout',
      'Gateway',
      'HTTPRoute',
      'HTTPRouteRetryCodes',
      'HTTPRouteRequestTimeout',
    ),
  ),
  gateway('HTTPRouteRuleOrder', 'Gateway', 'HTTPRoute'),
  mesh('MeshGRPCRouteRequestHeaderModifier', 'Mesh', 'GRPCRoute'),
  gateway(
    'TLSRouteMultipleRoutesAttachmentSameHostnameIntersection',
    'Gateway',
    'GatewayRouteHostnameIntersectionPrecedence',
    'TLSRoute',
  ),
];
