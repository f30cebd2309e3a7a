import { expect } from 'chai';
import { gateway, listener, route, service, toBackend } from '../rules/testing.ts';
import { World } from '../rules/world/world.ts';
import { findUnfit } from './fit.ts';
import { type Claims, findClaims, listImplementations, publishedClaims } from './published.ts';
import { findUses } from './usage.ts';

const options = { namespace: 'default', namespaceIsSure: false, closed: false, now: new Date() };
const worldOf = (...objects: object[]) => new World(objects as never, [], options);
const claims: Claims = {
  organization: 'a',
  project: 'acme',
  version: 'v1',
  gatewayApi: 'v1.6.0',
  channel: 'standard',
  profiles: ['GATEWAY-HTTP'],
  supported: ['HTTPRouteCORS'],
  unsupported: ['HTTPRouteRequestMirror', 'HTTPRouteMethodMatching'],
};
const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'b', port: 80 }, percent: 5 } };
const ruled = (rule: object) => route({ rules: [rule] });

describe('features that manifests use', () => {
  const uses: readonly [string, object[], string[]][] = [
    [
      'a method and parameters',
      [ruled({ matches: [{ method: 'GET', queryParams: [{ name: 'a', value: 'b' }] }] })],
      [
        'HTTPRouteMethodMatching spec.rules[0].matches[0].method',
        'HTTPRouteQueryParamMatching spec.rules[0].matches[0].queryParams',
      ],
    ],
    [
      'mirrors',
      [ruled({ filters: [mirror, mirror] })],
      [
        'HTTPRouteRequestMirror spec.rules[0].filters[0]',
        'HTTPRouteRequestPercentageMirror spec.rules[0].filters[0]',
        'HTTPRouteRequestMirror spec.rules[0].filters[1]',
        'HTTPRouteRequestPercentageMirror spec.rules[0].filters[1]',
        'HTTPRouteRequestMultipleMirrors spec.rules[0].filters[1]',
      ],
    ],
    [
      'a redirect',
      [ruled({ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 308 } }] })],
      ['HTTPRouteSchemeRedirect spec.rules[0].filters[0]', 'HTTPRoute308RedirectStatusCode spec.rules[0].filters[0]'],
    ],
    ['another kind', [route({}, 'r', 'shop', 'UDPRoute')], ['UDPRoute ']],
    [
      'an address',
      [gateway([listener('a')], { addresses: [{ value: '10.0.0.1' }] })],
      ['GatewayStaticAddresses spec.addresses[0]'],
    ],
    [
      'h2c',
      [route(toBackend({ name: 'a', port: 80 })), service('a', [{ port: 80, appProtocol: 'kubernetes.io/h2c' }])],
      ['HTTPRouteBackendProtocolH2C spec.rules[0].backendRefs[0].port'],
    ],
    [
      'nothing but core',
      [
        gateway(),
        route({
          rules: [
            {
              matches: [{ headers: [{ name: 'a', value: 'b' }] }],
              filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: {} }],
            },
          ],
        }),
      ],
      [],
    ],
  ];
  for (const [name, objects, expected] of uses)
    it(`are found: ${name}`, () => {
      const found = [...findUses(worldOf(...objects))].map(({ feature, path }) => `${feature} ${path}`);
      expect(found).to.deep.equal(expected);
    });
});

describe('the fit to an implementation', () => {
  it('tells what it does not support, once, and who does', () => {
    const world = worldOf(ruled({ filters: [mirror] }), { ...ruled({ filters: [mirror] }), metadata: { name: 's' } });
    const [first, second, ...others] = findUnfit(world, claims);
    expect(first?.rule.id).to.equal('feature-unsupported');
    expect(first?.message).to.match(
      /^acme v1 does not support HTTPRouteRequestMirror, which is used, here and at 1 other places; .* do$/,
    );
    expect(second).to.include({ path: 'spec.rules[0].filters[0]' });
    expect(second?.rule.id).to.equal('feature-untold');
    expect(others).to.deep.equal([]);
  });

  it('goes by profiles for kinds', () => {
    const world = worldOf(route({}, 'r', 'shop', 'UDPRoute'));
    expect(findUnfit(world, claims).map(({ rule }) => rule.id)).to.deep.equal(['feature-unsupported']);
    expect(findUnfit(world, { ...claims, profiles: ['GATEWAY-UDP'] })).to.deep.equal([]);
  });

  it('knows published reports by name and version', () => {
    expect(listImplementations()).to.include.members(['traefik', 'envoy-gateway', 'cilium', 'istio']);
    expect(findClaims('traefik')).to.include({ project: 'traefik', gatewayApi: 'v1.6.1' });
    expect(findClaims('Traefik@3.6')?.version).to.equal('v3.6');
    expect(findClaims('envoy@v1.8')?.gatewayApi).to.match(/^v1\.5/);
    expect(findClaims('traefik@3')?.version).to.equal(findClaims('traefik')?.version);
    expect(findClaims('traefik@9')).to.equal(undefined);
    expect(findClaims('nobody')).to.equal(undefined);
    for (const each of publishedClaims)
      expect(
        each.supported.filter((name) => each.unsupported.includes(name)),
        each.project,
      ).to.deep.equal([]);
  });
});
