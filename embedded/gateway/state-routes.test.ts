import { expect } from 'chai';
import type { Listener } from './model/gateway.ts';
import type { StoredObject } from './model/meta.ts';
import { buildBackend, buildGateway, buildRoute, buildRule } from './testing.ts';
import { compute, say } from './testing-state.ts';

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
    const [service] = buildBackend('wss', '127.64.0.2');
    const ports = [{ name: 'web', port: 8080, appProtocol: 'kubernetes.io/wss' }];
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
    expect(refuse({ name: 'wss', port: 8080 })).to.equal('False UnsupportedProtocol');
  });

  it('drops rules that it cannot serve, and the route where none is left', () => {
    const unknown = buildRule('/', 'v1', { filters: [{ type: 'ExternalAuth' }] });
    expect(judge(buildRoute('r', { rules: [unknown] }))).to.equal('False UnsupportedValue');
    const partly = compute(...world, buildRoute('r', { rules: [buildRule('/', 'v1'), unknown] })).route('r')?.[0];
    expect(say(partly?.conditions)).to.include({
      Accepted: 'True Accepted',
      PartiallyInvalid: 'True UnsupportedValue',
    });
    expect(partly?.conditions.find(({ type }) => type === 'PartiallyInvalid')?.message).to.match(/^Dropped Rule 1: /);
  });

  it('is counted by the listeners that accept it, once, whatever their own state', () => {
    const unserved = { name: 'h', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'missing' }] } };
    const gateway = buildGateway('gw', [unserved, ...listeners]);
    const twice = { parentRefs: [{ name: 'gw' }, { name: 'gw', sectionName: 'h' }] };
    const refused = { parentRefs: [{ name: 'gw', sectionName: 'http' }], hostnames: ['not.org'] };
    const { gateway: status } = compute(gateway, buildRoute('a', twice), buildRoute('b', refused));
    expect(status()?.listeners.map(({ attachedRoutes }) => attachedRoutes)).to.deep.equal([1, 1, 1]);
  });
});
