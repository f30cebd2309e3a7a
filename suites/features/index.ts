import { gatewayFeatures } from './gateway.ts';
import { httpRouteFeatures } from './httproute.ts';
import { meshFeatures } from './mesh.ts';
import { otherFeatures } from './others.ts';
import { sessionFeatures } from './sessions.ts';

/**
 * All features of Gateway API v1.6 and v1.7 by name, as an implementation publishes them in its GatewayClass, and those of
 * sessions, which a release describes and does not list.
 * https://github.com/kubernetes-sigs/gateway-api/tree/v1.7.0/pkg/features
 */
export const features = [
  ...gatewayFeatures,
  ...httpRouteFeatures,
  ...meshFeatures,
  ...otherFeatures,
  ...sessionFeatures,
].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Names of all features. */
export type FeatureName = (typeof features)[number]['name'];
