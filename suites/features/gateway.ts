import { core, experimental, extended } from './row.ts';

/** Features of Gateways and their listeners. */
export const gatewayFeatures = [
  core('Gateway'),
  ...extended(
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
    'ListenerSet',
  ),
  ...experimental('Gateway', 'GatewayAddressRoutability', 'GatewayAddressRoutabilityCluster', 'GatewayListenerFilters'),
];
