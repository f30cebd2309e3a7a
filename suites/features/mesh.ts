import { core, extended } from './row.ts';

/** Features of service meshes (routes attached to Services). */
export const meshFeatures = [
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
