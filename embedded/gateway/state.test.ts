import { expect } from 'chai';
import { conformant } from './behaviour/conformant.ts';
import type { Gateway, Listener } from './model/gateway.ts';
import { type DesiredCondition, keyOf, type StoredObject } from './model/meta.ts';
import { buildModel } from './model/model.ts';
import { separateLayout } from './serving/layouts.ts';
import { computeState } from './state.ts';
import {
  buildBackend,
  buildClass,
  buildGateway,
  buildGrant,
  buildLoadBalancer,
  buildNamespace,
  buildRoute,
  buildRule,
  buildSecret,
} from './testing.ts';
import { buildKeyPair } from './testing-tls.ts';

const layout = separateLayout(conformant);

function compute(...objects: StoredObject[]) {
  const state = computeState(buildModel([buildClass(), buildNamespace('ns'), ...objects]), conformant, layout);
  return {
    ...state,
    gateway: (name = 'gw') => state.gateways.find(({ object }) => object.metadata.name === name)?.desired,
    route: (name: string) => state.routes.find(({ object }) => object.metadata.name === name)?.desired,
  };
}

function say(conditions: readonly DesiredCondition[] = []): Record<string, string> {
  return Object.fromEntries(conditions.map(({ type, status, reason }) => [type, `${status} ${reason}`]));
}

function withAddress(gateway: Gateway): StoredObject[] {
  return [gateway, buildLoadBalancer(layout.assign([])(gateway), '127.112.0.1')];
}

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
    const tcp = { name: 'tcp', port: 9000, protocol: 'TCP' };
    const only = compute(...withAddress(buildGateway('gw', [tcp]))).gateway();
    expect(say(only?.conditions)).to.include({ Accepted: 'False ListenersNotValid', Programmed: 'False Invalid' });
    expect(say(only?.listeners[0]?.conditions).Accepted).to.equal('False UnsupportedProtocol');
    expect(only?.listeners[0]?.supportedKinds).to.deep.equal([]);
    const both = compute(
      ...withAddress(buildGateway('gw', [tcp, { name: 'h', port: 80, protocol: 'HTTP' }])),
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

describe('status of an HTTPRoute', () => {
  const listeners: Listener[] = [
    { name: 'http', port: 80, protocol: 'HTTP', hostname: '*.example.com' },
    { name: 'all', port: 81, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
  ];
  const world = [buildGateway('gw', listeners), ...buildBackend('v1', '127.64.0.1')];

  function judge(route: StoredObject, ...more: StoredObject[]): string | undefined {
    return say(compute(...world, route, ...more).route(route.metadata.name)?.[0]?.conditions).Accepted;
  }

  it('gives the reason why it is not attached', () => {
    const ask = (parent: object, hostnames?: string[], namespace = 'ns') =>
      judge(buildRoute('r', { parentRefs: [{ name: 'gw', namespace: 'ns', ...parent }], hostnames }, { namespace }));
    expect(ask({})).to.equal('True Accepted');
    expect(ask({ sectionName: 'absent' })).to.equal('False NoMatchingParent');
    expect(ask({ sectionName: 'http', port: 81 })).to.equal('False NoMatchingParent');
    expect(ask({ sectionName: 'http' }, undefined, 'other')).to.equal('False NotAllowedByListeners');
    expect(ask({}, undefined, 'other')).to.equal('True Accepted');
    expect(ask({ sectionName: 'http' }, ['example.com'])).to.equal('False NoMatchingListenerHostname');
    expect(ask({ sectionName: 'http' }, ['example.com', 'A.example.com'])).to.equal('True Accepted');
  });

  it('says nothing of parents that are not ours', () => {
    const parentRefs = [{ name: 'absent' }, { kind: 'Service', group: '', name: 'gw' }, { name: 'gw', namespace: 'x' }];
    expect(compute(...world, buildRoute('r', { parentRefs })).route('r')).to.deep.equal([]);
  });

  it('gives the reason why a backend is invalid', () => {
    const [service] = buildBackend('h2c', '127.64.0.2');
    const ports = [{ name: 'web', port: 8080, appProtocol: 'kubernetes.io/h2c' }];
    const refuse = (backendRef: { name: string; port?: number; group?: string; kind?: string; namespace?: string }) => {
      const route = buildRoute('r', { rules: [buildRule('/', 'v1'), { backendRefs: [backendRef] }] });
      const objects = [...world, route, { ...service, spec: { ports } } as StoredObject];
      return say(compute(...objects).route('r')?.[0]?.conditions).ResolvedRefs;
    };
    expect(refuse({ name: 'v1', port: 8080 })).to.equal('True ResolvedRefs');
    expect(refuse({ name: 'absent', port: 8080 })).to.equal('False BackendNotFound');
    expect(refuse({ name: 'v1', port: 1 })).to.equal('False BackendNotFound');
    expect(refuse({ name: 'v1', port: 8080, kind: 'X', group: 'x.org' })).to.equal('False InvalidKind');
    expect(refuse({ name: 'v1', port: 8080, namespace: 'other' })).to.equal('False RefNotPermitted');
    expect(refuse({ name: 'h2c', port: 8080 })).to.equal('False UnsupportedProtocol');
  });

  it('drops rules that it cannot serve, and the route where none is left', () => {
    const mirror = buildRule('/', 'v1', { filters: [{ type: 'RequestMirror' }] });
    expect(judge(buildRoute('r', { rules: [mirror] }))).to.equal('False UnsupportedValue');
    const partly = compute(...world, buildRoute('r', { rules: [buildRule('/', 'v1'), mirror] })).route('r')?.[0];
    expect(say(partly?.conditions)).to.include({
      Accepted: 'True Accepted',
      PartiallyInvalid: 'True UnsupportedValue',
    });
    expect(partly?.conditions.find(({ type }) => type === 'PartiallyInvalid')?.message).to.match(/^Dropped Rule 1: /);
  });

  it('is counted by the listeners that accept it, once, whatever their own state', () => {
    const gateway = buildGateway('gw', [https('h', 'missing'), ...listeners]);
    const twice = { parentRefs: [{ name: 'gw' }, { name: 'gw', sectionName: 'h' }] };
    const refused = { parentRefs: [{ name: 'gw', sectionName: 'http' }], hostnames: ['not.org'] };
    const { gateway: status } = compute(gateway, buildRoute('a', twice), buildRoute('b', refused));
    expect(status()?.listeners.map(({ attachedRoutes }) => attachedRoutes)).to.deep.equal([1, 1, 1]);
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
