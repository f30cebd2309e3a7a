import type { Feature } from '../../harness/scenario/catalogue.ts';
import { core, experimental, extended } from './row.ts';

/** Features of Gateways and their listeners. */
export const gatewayFeatures: readonly Feature[] = [
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
