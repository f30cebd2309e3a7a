import type { Feature } from '../../harness/scenario/catalogue.ts';
import { core, experimental, extended } from './row.ts';

/** Features of HTTPRoutes attached to Gateways. */
export const httpRouteFeatures: readonly Feature[] = [
  core('HTTPRoute'),
  ...extended(
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
  ),
  ...experimental('HTTPRoute', 'HTTPRouteDestinationPortMatching'),
];
