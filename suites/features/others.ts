import { core, experimental, extended, since, standardSince } from './row.ts';

/** Features of the other routes, of ReferenceGrant and of BackendTLSPolicy. */
export const otherFeatures = [
  core('ReferenceGrant'),
  core('GRPCRoute'),
  ...extended('GRPCRoute', 'GRPCRouteNamedRouteRule'),
  ...since('v1.7', extended('GRPCRoute', 'GRPCRouteRequestHeaderModifier')),
  core('TLSRoute'),
  ...extended('TLSRoute', 'TLSRouteModeTerminate'),
  ...standardSince('v1.7', extended('TLSRoute', 'TLSRouteModeMixed')),
  ...extended('TCPRoute', 'TCPRoute'),
  ...extended('UDPRoute', 'UDPRoute'),
  core('BackendTLSPolicy'),
  ...extended('BackendTLSPolicy', 'BackendTLSPolicySANValidation'),
  ...experimental('BackendTLSPolicy', 'ClusterTrustBundle').map((feature) => ({
    ...feature,
    resources: ['BackendTLSPolicy', 'Gateway'],
    since: 'v1.7' as const,
  })),
];
