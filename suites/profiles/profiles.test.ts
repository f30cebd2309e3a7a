import { expect } from 'chai';
import { features } from '../features/index.ts';
import { profiles } from './index.ts';

/** Facts of v1.7.0: https://github.com/kubernetes-sigs/gateway-api/tree/v1.7.0/pkg/features */
const GATEWAY = [
  'ClusterTrustBundle',
  'GatewayAddressEmpty',
  'GatewayAddressRoutability',
  'GatewayAddressRoutabilityCluster',
  'GatewayBackendClientCertificate',
  'GatewayFrontendClientCertificateValidation',
  'GatewayFrontendClientCertificateValidationInsecureFallback',
  'GatewayHTTPListenerIsolation',
  'GatewayHTTPSListenerDetectMisdirectedRequests',
  'GatewayInfrastructure',
  'GatewayListenerFilters',
  'GatewayPort8080',
  'GatewayRouteHostnameIntersectionPrecedence',
  'GatewayStaticAddresses',
  'ListenerSet',
];
const HTTP_ROUTE = [
  'HTTPRoute303RedirectStatusCode',
  'HTTPRoute307RedirectStatusCode',
  'HTTPRoute308RedirectStatusCode',
  'HTTPRouteBackendProtocolH2C',
  'HTTPRouteBackendProtocolWebSocket',
  'HTTPRouteBackendRequestHeaderModification',
  'HTTPRouteBackendTimeout',
  'HTTPRouteBackendURLRewrite',
  'HTTPRouteCORS',
  'HTTPRouteDestinationPortMatching',
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
];
const MESH = [
  'MeshClusterIPMatching',
  'MeshConsumerRoute',
  'MeshHTTPRouteBackendRequestHeaderModification',
  'MeshHTTPRouteNamedRouteRule',
  'MeshHTTPRouteQueryParamMatching',
  'MeshHTTPRouteRedirectPath',
  'MeshHTTPRouteRedirectPort',
  'MeshHTTPRouteRewritePath',
  'MeshHTTPRouteSchemeRedirect',
];
const BACKEND_TLS = ['BackendTLSPolicy', 'BackendTLSPolicySANValidation', 'ClusterTrustBundle'];
const CORE = ['BackendTLSPolicy', 'GRPCRoute', 'Gateway', 'HTTPRoute', 'Mesh', 'ReferenceGrant', 'TLSRoute'];
const EXPERIMENTAL = [
  'ClusterTrustBundle',
  'GatewayAddressRoutability',
  'GatewayAddressRoutabilityCluster',
  'GatewayListenerFilters',
  'HTTPRouteDestinationPortMatching',
];

describe('features', () => {
  const names = features.map(({ name }) => name);

  it('are all of the release, each once, in order', () => {
    expect(new Set(names).size).to.equal(names.length);
    expect([...names].sort()).to.deep.equal(names);
    expect(names).to.have.length(64);
    expect(names).to.include.members([...GATEWAY, ...HTTP_ROUTE, ...MESH, ...BACKEND_TLS, ...CORE]);
  });

  it('tell core from extended, and standard from experimental', () => {
    expect(features.filter(({ support }) => support === 'Core').map(({ name }) => name)).to.have.members(CORE);
    const experimental = features.filter(({ channel }) => channel === 'experimental').map(({ name }) => name);
    expect(experimental).to.have.members(EXPERIMENTAL);
  });
});

describe('profiles', () => {
  const core = Object.fromEntries(profiles.map(({ name, coreFeatures }) => [name, coreFeatures]));
  const extended = Object.fromEntries(profiles.map(({ name, extendedFeatures }) => [name, [...extendedFeatures]]));

  it('have the core features of the official suite', () => {
    expect(core).to.deep.equal({
      'GATEWAY-GRPC': ['Gateway', 'GRPCRoute', 'ReferenceGrant'],
      'GATEWAY-HTTP': ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
      'GATEWAY-TCP': ['Gateway', 'ReferenceGrant', 'TCPRoute'],
      'GATEWAY-TLS': ['Gateway', 'ReferenceGrant', 'TLSRoute'],
      'GATEWAY-UDP': ['Gateway', 'ReferenceGrant', 'UDPRoute'],
      'MESH-GRPC': ['GRPCRoute', 'Mesh'],
      'MESH-HTTP': ['HTTPRoute', 'Mesh'],
    });
  });

  it('have the extended features of the official suite', () => {
    const union = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();
    expect(extended).to.deep.equal({
      'GATEWAY-GRPC': union(GATEWAY, BACKEND_TLS),
      'GATEWAY-HTTP': union(GATEWAY, HTTP_ROUTE, BACKEND_TLS),
      'GATEWAY-TCP': union(GATEWAY, ['TCPRoute']),
      'GATEWAY-TLS': union(GATEWAY, ['TLSRouteModeMixed', 'TLSRouteModeTerminate'], BACKEND_TLS),
      'GATEWAY-UDP': union(GATEWAY, ['UDPRoute']),
      'MESH-GRPC': MESH,
      'MESH-HTTP': MESH,
    });
  });
});
