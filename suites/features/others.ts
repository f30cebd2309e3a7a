import type { Feature } from '../../harness/scenario/catalogue.ts';
import { core, extended } from './row.ts';

/** Features of the other routes, of ReferenceGrant and of BackendTLSPolicy. */
export const otherFeatures: readonly Feature[] = [
  core('ReferenceGrant'),
  core('GRPCRoute'),
  ...extended('GRPCRoute', 'GRPCRouteNamedRouteRule', 'GRPCRouteRequestHeaderModifier'),
  core('TLSRoute'),
  ...extended('TLSRoute', 'TLSRouteModeMixed', 'TLSRouteModeTerminate'),
  ...extended('TCPRoute', 'TCPRoute'),
  ...extended('UDPRoute', 'UDPRoute'),
  core('BackendTLSPolicy'),
  ...extended('BackendTLSPolicy', 'BackendTLSPolicySANValidation'),
  {
    name: 'ClusterTrustBundle',
    resources: ['BackendTLSPolicy', 'Gateway'],
    support: 'Extended',
    channel: 'experimental',
  },
];
