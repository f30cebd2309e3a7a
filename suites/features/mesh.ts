import type { Feature } from '../../harness/scenario/catalogue.ts';
import { core, extended } from './row.ts';

/** Features of service meshes (routes attached to Services). */
export const meshFeatures: readonly Feature[] = [
  core('Mesh'),
  ...extended(
    'Mesh',
    'MeshClusterIPMatching',
    'MeshConsumerRoute',
    'MeshHTTPRouteBackendRequestHeaderModification',
    'MeshHTTPRouteNamedRouteRule',
    'MeshHTTPRouteQueryParamMatching',
    'MeshHTTPRouteRedirectPath',
    'MeshHTTPRouteRedirectPort',
    'MeshHTTPRouteRewritePath',
    'MeshHTTPRouteSchemeRedirect',
  ),
];
