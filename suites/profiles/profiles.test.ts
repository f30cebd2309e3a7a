import { expect } from 'chai';
import type { OfficialTest, Profile } from '../../harness/scenario/catalogue.ts';
import { features } from '../features/index.ts';
import { releases } from '../official/index.ts';
import { listProfiles } from './index.ts';

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
  'HTTPRouteRetry',
  'HTTPRouteRetryBackendTimeout',
];
/** Named by GEP-1619, and in no list of the release. */
const SESSIONS = [
  'GRPCRouteSessionPersistence',
  'GRPCRouteSessionPersistenceHeader',
  'HTTPRouteSessionPersistence',
  'HTTPRouteSessionPersistenceCookieLifetimeTypePermanent',
];

describe('features', () => {
  const names = features.map(({ name }) => name);

  it('are all of the release, each once, in order', () => {
    expect(new Set(names).size).to.equal(names.length);
    expect([...names].sort()).to.deep.equal(names);
    expect(names.filter((name) => !SESSIONS.includes(name))).to.have.length(66);
    expect(names).to.include.members([...GATEWAY, ...HTTP_ROUTE, ...MESH, ...BACKEND_TLS, ...CORE]);
  });

  it('tell core from extended, and standard from experimental', () => {
    expect(features.filter(({ support }) => support === 'Core').map(({ name }) => name)).to.have.members(CORE);
    const experimental = features.filter(({ channel }) => channel === 'experimental').map(({ name }) => name);
    expect(experimental).to.have.members([...EXPERIMENTAL, ...SESSIONS]);
  });
});

describe('profiles', () => {
  const profiles = listProfiles('v1.7');
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

  it('of v1.6 have what that release had', () => {
    const [grpc, http] = listProfiles('v1.6');
    expect(grpc?.extendedFeatures).to.have.length(10);
    expect(http?.extendedFeatures).to.have.length(38);
    expect(http?.extendedFeatures).to.include('HTTPRouteRetry').and.not.include('HTTPRouteRetryCodes');
  });
});

describe('official tests', () => {
  const belongs = (test: OfficialTest, { coreFeatures, extendedFeatures }: Profile): boolean =>
    test.features.every((name) => coreFeatures.includes(name) || extendedFeatures.includes(name));
  const count = (version: string): Record<string, string> =>
    Object.fromEntries(
      releases
        .filter((release) => release.version === version)
        .flatMap(({ profiles, tests }) =>
          profiles.map((profile) => {
            const own = tests.filter((test) => belongs(test, profile));
            const core = own.filter(({ features: needed }) =>
              needed.every((name) => profile.coreFeatures.includes(name)),
            );
            return [profile.name, `${core.length} + ${own.length - core.length}`];
          }),
        ),
    );

  it('are as many in each profile as the official suite counts', () => {
    expect(count('v1.7')).to.deep.equal({
      'GATEWAY-GRPC': '17 + 13',
      'GATEWAY-HTTP': '40 + 64',
      'GATEWAY-TCP': '20 + 11',
      'GATEWAY-TLS': '21 + 18',
      'GATEWAY-UDP': '21 + 11',
      'MESH-GRPC': '3 + 0',
      'MESH-HTTP': '7 + 7',
    });
    expect(count('v1.6')).to.deep.equal({
      'GATEWAY-GRPC': '14 + 11',
      'GATEWAY-HTTP': '36 + 58',
      'GATEWAY-TCP': '18 + 11',
      'GATEWAY-TLS': '19 + 16',
      'GATEWAY-UDP': '19 + 11',
      'MESH-GRPC': '2 + 0',
      'MESH-HTTP': '7 + 7',
    });
  });

  it('of no profile are these ten', () => {
    const [, { profiles: all, tests } = { profiles: [], tests: [] }] = releases;
    const names = tests.filter((test) => !all.some((profile) => belongs(test, profile))).map(({ name }) => name);
    expect(names).to.deep.equal([
      'GRPCRouteNamedRule',
      'GRPCRouteRequestHeaderModifier',
      'HTTPRouteDisallowedKind',
      'MeshConsumerRoute',
      'MeshFrontend',
      'MeshFrontendHostname',
      'MeshHTTPRoute303Redirect',
      'MeshHTTPRoute307Redirect',
      'MeshHTTPRoute308Redirect',
      'MeshPorts',
    ]);
  });
});
