import { core, experimental, extended } from './row.ts';

/** Features of the other routes, of ReferenceGrant and of BackendTLSPolicy. */
export const otherFeatures = [
  core('ReferenceGrant'),
  core('GRPCRoute'),
  ...extended('GRPCRoute', 'GRPCRouteNamedRouteRule', 'GRPCRouteRequestHeaderModifier'),
  core('TLSRoute'),
  ...extended('TLSRoute', 'TLSRouteModeMixed', 'TLSRouteModeTerminate'),
  ...extended('TCPRoute', 'TCPRoute'),
  ...extended('UDPRoute', 'UDPRoute'),
  core('BackendTLSPolicy'),
  ...extended('BackendTLSPolicy', 'BackendTLSPolicySANValidation'),
  ...experimental('BackendTLSPolicy', 'ClusterTrustBundle').map((feature) => ({
    ...feature,
    resources: ['BackendTLSPolicy', 'Gateway'],
  })),
];
