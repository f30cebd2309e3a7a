import { expect } from 'chai';
import { condition, gateway, match, paths } from './objects.test.ts';

describe('matchStatus of listeners', () => {
  const HTTP = {
    name: 'http',
    attachedRoutes: 1,
    supportedKinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }, { kind: 'GRPCRoute' }],
    conditions: [condition('Programmed')],
  };
  const with_ = (...listeners: unknown[]) => gateway([condition('Accepted')], { listeners });

  it('passes where all agree', () => {
    const http = {
      conditions: { Programmed: 'True' },
      attachedRoutes: 1,
      supportedKinds: ['GRPCRoute', 'HTTPRoute'],
    } as const;
    expect(match(with_(HTTP), { listeners: { http } })).to.deep.equal([]);
    expect(match(with_(HTTP), { conditions: { Accepted: 'True' }, listeners: { http } })).to.deep.equal([]);
    expect(match(with_(HTTP, { name: 'https' }), { listeners: { http } })).to.deep.equal([]);
  });

  it('compares conditions, with their generation', () => {
    const stale = { ...HTTP, conditions: [condition('Programmed', { observedGeneration: 2 })] };
    expect(match(with_(stale), { listeners: { http: { conditions: { Programmed: 'True' } } } })).to.deep.equal([
      {
        path: 'status.listeners[http].conditions[Programmed].observedGeneration',
        expected: "3, the object's generation",
        observed: '2 (stale)',
      },
    ]);
  });

  it('checks both the Gateway and its listeners', () => {
    const expectation = { conditions: { Accepted: 'False' }, listeners: { http: { attachedRoutes: 2 } } } as const;
    expect(paths(with_(HTTP), expectation)).to.deep.equal([
      'status.conditions[Accepted].status',
      'status.listeners[http].attachedRoutes',
    ]);
  });

  it('compares attachedRoutes, where 0 is not nothing', () => {
    const path = 'status.listeners[http].attachedRoutes';
    expect(match(with_(HTTP), { listeners: { http: { attachedRoutes: 0 } } })).to.deep.equal([
      { path, expected: '0', observed: '1' },
    ]);
    expect(
      match(with_({ ...HTTP, attachedRoutes: undefined }), { listeners: { http: { attachedRoutes: 0 } } }),
    ).to.deep.equal([{ path, expected: '0', observed: 'nothing' }]);
    expect(match(with_({ ...HTTP, attachedRoutes: 0 }), { listeners: { http: { attachedRoutes: 0 } } })).to.deep.equal(
      [],
    );
  });

  it('lets a listener support more than it must', () => {
    const path = 'status.listeners[http].supportedKinds';
    expect(match(with_(HTTP), { listeners: { http: { supportsAtLeast: ['HTTPRoute'] } } })).to.deep.equal([]);
    expect(match(with_(HTTP), { listeners: { http: { supportsAtLeast: ['TLSRoute'] } } })).to.deep.equal([
      { path, expected: 'TLSRoute among them', observed: 'GRPCRoute, HTTPRoute' },
    ]);
  });

  it('compares supportedKinds as an exact set', () => {
    const path = 'status.listeners[http].supportedKinds';
    expect(match(with_(HTTP), { listeners: { http: { supportedKinds: ['HTTPRoute'] } } })).to.deep.equal([
      { path, expected: 'HTTPRoute', observed: 'GRPCRoute, HTTPRoute' },
    ]);
    expect(
      match(with_(HTTP), { listeners: { http: { supportedKinds: ['GRPCRoute', 'HTTPRoute', 'TLSRoute'] } } }),
    ).to.have.length(1);
    expect(match(with_(HTTP), { listeners: { http: { supportedKinds: [] } } })).to.have.length(1);
    for (const supportedKinds of [undefined, []]) {
      expect(match(with_({ ...HTTP, supportedKinds }), { listeners: { http: { supportedKinds: [] } } })).to.deep.equal(
        [],
      );
    }
    for (const group of ['', 'example.com']) {
      const other = with_({ ...HTTP, supportedKinds: [{ group, kind: 'HTTPRoute' }] });
      expect(match(other, { listeners: { http: { supportedKinds: ['HTTPRoute'] } } })[0]?.observed).to.equal(
        `${group}/HTTPRoute`,
      );
    }
  });

  it('needs each listener once, and none that the spec does not have', () => {
    expect(match(with_(), { listeners: { http: {} } })).to.deep.equal([
      { path: 'status.listeners[http]', expected: 'an entry', observed: 'no listeners' },
    ]);
    expect(match(with_({ name: 'https' }), { listeners: { http: {} } })[0]?.observed).to.equal(
      'entries for https only',
    );
    expect(paths(with_(HTTP, HTTP), { listeners: { http: {} } })).to.deep.equal(['status.listeners[http]']);
    expect(match(with_(HTTP, { name: 'gone' }), { listeners: { http: {} } })).to.deep.equal([
      {
        path: 'status.listeners[gone]',
        expected: 'no entry, since spec.listeners has no such listener',
        observed: 'an entry',
      },
    ]);
  });

  it('counts ListenerSets, of which none may be told by nothing', () => {
    const counted = (attachedListenerSets?: unknown) =>
      match(gateway([], { attachedListenerSets }), { attachedListenerSets: 0 }).map(({ observed }) => observed);
    expect(counted()).to.deep.equal([]);
    expect(counted(0)).to.deep.equal([]);
    expect(counted(2)).to.deep.equal(['2']);
    expect(paths(gateway([]), { attachedListenerSets: 1 })).to.deep.equal(['status.attachedListenerSets']);
  });

  it('refuses kinds without listeners', () => {
    const route = { ...gateway([]), kind: 'HTTPRoute' };
    expect(() => match(route, { listeners: { http: {} } })).to.throw('a HTTPRoute has no listeners');
  });
});
