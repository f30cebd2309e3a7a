import { expect } from 'chai';
import { conformant } from './conformant.ts';
import type { Gateway, Listener } from './model/gateway.ts';
import { keyOf, type StoredObject } from './model/meta.ts';
import { buildModel } from './model/model.ts';
import { computeState } from './state.ts';
import { buildClass, buildGateway, buildGrant, buildSecret } from './testing.ts';
import { compute, layout, say, withAddress } from './testing-state.ts';
import { buildKeyPair } from './testing-tls.ts';

function https(name: string, secret: string, more: Partial<Listener> = {}): Listener {
  return { name, port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: secret }] }, ...more };
}

describe('status of a GatewayClass', () => {
  it('is left to others where the controller is another', () => {
    const foreign = buildClass({ spec: { controllerName: 'example.com/other' } });
    expect(computeState(buildModel([foreign, buildGateway('gw')]), conformant, layout)).to.deep.include({
      classes: [],
      gateways: [],
    });
  });

  it('refuses parameters, and no Gateway of the class is served', () => {
    const parametersRef = { group: '', kind: 'ConfigMap', name: 'x' };
    const refused = buildClass({ spec: { controllerName: 'gwconf.dev/reference-gateway', parametersRef } });
    const { classes, gateways } = computeState(buildModel([refused, buildGateway('gw')]), conformant, layout);
    expect(say(classes[0]?.desired).Accepted).to.equal('False InvalidParameters');
    expect(gateways).to.deep.equal([]);
  });
});

describe('status of a Gateway', () => {
  it('waits for an address', () => {
    const desired = compute(buildGateway('gw')).gateway();
    expect(say(desired?.conditions)).to.deep.equal({
      Accepted: 'True Accepted',
      Programmed: 'False AddressNotAssigned',
      ResolvedRefs: 'True ResolvedRefs',
    });
    expect(say(desired?.listeners[0]?.conditions).Programmed).to.equal('False Pending');
  });

  it('is Programmed with an address, in the generation of the object', () => {
    const gateway = buildGateway('gw', undefined, { generation: 7 });
    const desired = compute(...withAddress(gateway)).gateway();
    expect(desired?.addresses).to.deep.equal(['127.112.0.1']);
    expect(say(desired?.conditions).Programmed).to.equal('True Programmed');
    expect(say(desired?.listeners[0]?.conditions)).to.deep.equal({
      Accepted: 'True Accepted',
      ResolvedRefs: 'True ResolvedRefs',
      Conflicted: 'False NoConflicts',
      Programmed: 'True Programmed',
    });
    const all = [...(desired?.conditions ?? []), ...(desired?.listeners[0]?.conditions ?? [])];
    expect(all.map(({ observedGeneration }) => observedGeneration)).to.deep.equal(Array(7).fill(7));
  });

  it('refuses protocols that it does not speak, and itself where nothing is left', () => {
    const unknown = { name: 'unknown', port: 9000, protocol: 'example.org/x' };
    const only = compute(...withAddress(buildGateway('gw', [unknown]))).gateway();
    expect(say(only?.conditions)).to.include({ Accepted: 'False ListenersNotValid', Programmed: 'False Invalid' });
    expect(say(only?.listeners[0]?.conditions).Accepted).to.equal('False UnsupportedProtocol');
    expect(only?.listeners[0]?.supportedKinds).to.deep.equal([]);
    const both = compute(
      ...withAddress(buildGateway('gw', [unknown, { name: 'h', port: 80, protocol: 'HTTP' }])),
    ).gateway();
    expect(say(both?.conditions)).to.include({ Accepted: 'True ListenersNotValid', Programmed: 'True Programmed' });
  });

  it('picks no winner among listeners in conflict', () => {
    const listeners = [
      { name: 'a', port: 80, protocol: 'HTTP', hostname: 'A.example.com' },
      { name: 'b', port: 80, protocol: 'HTTP', hostname: 'a.example.com' },
      { name: 'c', port: 80, protocol: 'HTTP' },
      { name: 'd', port: 443, protocol: 'HTTP' },
      https('e', 'missing'),
    ];
    const { gateway, frontends } = compute(buildGateway('gw', listeners));
    const conflicts = gateway()?.listeners.map(({ conditions }) => say(conditions).Conflicted);
    expect(conflicts).to.deep.equal([
      'True HostnameConflict',
      'True HostnameConflict',
      'False NoConflicts',
      'True ProtocolConflict',
      'True ProtocolConflict',
    ]);
    expect(say(gateway()?.conditions).Accepted).to.equal('True ListenersNotValid');
    const served = frontends.flatMap(({ ports }) => ports.flatMap((port) => port.listeners.map(({ name }) => name)));
    expect(served).to.deep.equal(['c']);
  });

  it('tells of route kinds that it does not know', () => {
    const kinds = [{ kind: 'InvalidRoute' }, { kind: 'HTTPRoute' }];
    const listener = (listed: typeof kinds) => ({
      name: 'h',
      port: 80,
      protocol: 'HTTP',
      allowedRoutes: { kinds: listed },
    });
    const some = compute(...withAddress(buildGateway('gw', [listener(kinds)]))).gateway()?.listeners[0];
    expect(say(some?.conditions)).to.include({
      ResolvedRefs: 'False InvalidRouteKinds',
      Programmed: 'True Programmed',
    });
    expect(some?.supportedKinds.map(({ kind }) => kind)).to.deep.equal(['HTTPRoute']);
    const none = compute(...withAddress(buildGateway('gw', [listener(kinds.slice(0, 1))]))).gateway()?.listeners[0];
    expect(none?.supportedKinds).to.deep.equal([]);
    expect(say(none?.conditions).Programmed).to.equal('False Invalid');
  });

  it('tells what is wrong with a certificate', async () => {
    const pair = await buildKeyPair('a.example.com');
    const other = await buildKeyPair('b.example.com');
    const secrets = [
      buildSecret('good', pair),
      buildSecret('mixed', { ...pair, privateKey: other.privateKey }),
      buildSecret('garbage', { certificate: 'hello', privateKey: 'hello' }),
      buildSecret('good', pair, 'other'),
    ];
    const ref = (certificate: object) => ({ certificateRefs: [{ name: 'good', ...certificate }] });
    const reasons = [
      ['good', {}, 'True ResolvedRefs'],
      ['missing', {}, 'False InvalidCertificateRef'],
      ['mixed', {}, 'False InvalidCertificateRef'],
      ['garbage', {}, 'False InvalidCertificateRef'],
      ['', { tls: ref({ kind: 'ConfigMap' }) }, 'False InvalidCertificateRef'],
      ['', { tls: ref({ group: 'x.org' }) }, 'False InvalidCertificateRef'],
      ['', { tls: ref({ namespace: 'other' }) }, 'False RefNotPermitted'],
      ['', { tls: ref({ namespace: 'other', name: 'missing' }) }, 'False RefNotPermitted'],
      ['', { tls: {} }, 'False InvalidCertificateRef'],
    ] as const;
    for (const [secret, more, expected] of reasons) {
      const desired = compute(...secrets, ...withAddress(buildGateway('gw', [https('h', secret, more)]))).gateway();
      expect(say(desired?.listeners[0]?.conditions).ResolvedRefs, JSON.stringify([secret, more])).to.equal(expected);
      const served = expected.startsWith('True');
      expect(say(desired?.conditions).Programmed).to.equal(served ? 'True Programmed' : 'False Invalid');
      expect(say(desired?.conditions).ResolvedRefs).to.equal(
        served ? 'True ResolvedRefs' : 'False ListenersNotResolved',
      );
    }
  });

  it('follows certificates into other namespaces by grant', async () => {
    const secret = buildSecret('cert', await buildKeyPair('a.example.com'), 'other');
    const tls = { certificateRefs: [{ name: 'cert', namespace: 'other' }] };
    const gateway = buildGateway('gw', [https('h', '', { tls })]);
    const grant = (name?: string) =>
      buildGrant('grant', 'other', {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'ns' }],
        to: [{ group: '', kind: 'Secret', ...(name ? { name } : {}) }],
      });
    const reason = (...grants: StoredObject[]) =>
      say(compute(secret, ...withAddress(gateway), ...grants).gateway()?.listeners[0]?.conditions).ResolvedRefs;
    expect([reason(), reason(grant()), reason(grant('cert')), reason(grant('else'))]).to.deep.equal([
      'False RefNotPermitted',
      'True ResolvedRefs',
      'True ResolvedRefs',
      'False RefNotPermitted',
    ]);
  });

  it('marks HTTPS listeners whose hostnames overlap', async () => {
    const secret = buildSecret('cert', await buildKeyPair('a.example.com'));
    const listeners = ['foo.example.com', 'foo.example.org', '*.example.com'].map((hostname, index) =>
      https(`l${index}`, 'cert', { hostname }),
    );
    const desired = compute(secret, buildGateway('gw', listeners)).gateway();
    const marked = desired?.listeners.map(({ conditions }) => say(conditions).OverlappingTLSConfig);
    expect(marked).to.deep.equal(['True OverlappingHostnames', undefined, 'True OverlappingHostnames']);
  });

  it('refuses addresses and parameters that it cannot use', () => {
    const change = (more: Partial<Gateway['spec']>) => {
      const gateway = buildGateway('gw');
      return say(compute(...withAddress({ ...gateway, spec: { ...gateway.spec, ...more } })).gateway()?.conditions);
    };
    expect(change({ addresses: [{ type: 'Hostname', value: 'a' }] }).Accepted).to.equal('False UnsupportedAddress');
    expect(change({ addresses: [{ value: '192.0.2.1' }] }).Programmed).to.equal('False AddressNotUsable');
    expect(change({ addresses: [{ type: 'IPAddress' }] }).Programmed).to.equal('True Programmed');
    const infrastructure = { parametersRef: { group: '', kind: 'ConfigMap', name: 'x' } };
    expect(change({ infrastructure }).Accepted).to.equal('False InvalidParameters');
  });
});

describe('serviceName', () => {
  it('fits a Service and tells long names apart', () => {
    const keys = ['a', 'b'].map((end) => layout.assign([])(buildGateway(`${'l.'.repeat(126)}${end}`)));
    expect(new Set(keys).size).to.equal(2);
    for (const key of keys) expect(key).to.match(/^ns\/[a-z]([-a-z0-9]{0,61}[a-z0-9])$/);
    expect(keyOf(buildGateway('gw'))).to.equal('ns/gw');
  });
});
