import { core, experimental, extended, since } from './row.ts';

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
    'GatewayStaticAddresses',
    'ListenerSet',
  ),
  ...since('v1.7', [
    ...extended('Gateway', 'GatewayRouteHostnameIntersectionPrecedence'),
    ...experimental(
      'Gateway',
      'GatewayAddressRoutability',
      'GatewayAddressRoutabilityCluster',
      'GatewayListenerFilters',
    ),
  ]),
];
