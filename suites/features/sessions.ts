import { experimental, since } from './row.ts';

/**
 * Features that GEP-1619 names and no release lists, so that they are in no profile and no official report.
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/geps/gep-1619/index.md#feature-names
 */
export const sessionFeatures = since(
  'v1.7',
  experimental(
    'SessionPersistence',
    'GRPCRouteSessionPersistence',
    'GRPCRouteSessionPersistenceHeader',
    'HTTPRouteSessionPersistence',
    'HTTPRouteSessionPersistenceCookieLifetimeTypePermanent',
  ),
);
