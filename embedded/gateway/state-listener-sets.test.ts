import { expect } from 'chai';
import type { Gateway, Listener } from './model/gateway.ts';
import {
  buildBackend,
  buildGateway,
  buildGrant,
  buildListenerSet,
  buildNamespace,
  buildRoute,
  buildRule,
  buildSecret,
} from './testing.ts';
import { compute, say, withAddress } from './testing-state.ts';
import { buildKeyPair } from './testing-tls.ts';

const http = (name: string, hostname?: string): Listener => ({
  name,
  port: 80,
  protocol: 'HTTP',
  ...(hostname ? { hostname } : {}),
});
const own = [http('own', 'own.example.com')];

function allowing(from: string, selector?: object): Gateway {
  const gateway = buildGateway('gw', own);
  return {
    ...gateway,
    spec: { ...gateway.spec, allowedListeners: { namespaces: { from, ...(selector ? { selector } : {}) } } },
  };
}

describe('status of a ListenerSet', () => {
  const setOf = (state: ReturnType<typeof compute>, name: string) =>
    state.listenerSets.find(({ object }) => object.metadata.name === name)?.desired;

  it('says whether the Gateway allows it', () => {
    const sets = [
      buildListenerSet('same', [http('a', 'a.org')]),
      buildListenerSet('other', [http('b', 'b.org')], { namespace: 'other' }),
    ];
    const namespaces = [buildNamespace('other', { team: 'a' })];
    const judge = (gateway: Gateway) => {
      const state = compute(...withAddress(gateway), ...namespaces, ...sets);
      const accepted = sets.map(({ metadata }) => say(setOf(state, metadata.name)?.conditions).Accepted);
      return [...accepted, state.gateway()?.attachedListenerSets];
    };
    const [yes, no] = ['True Accepted', 'False NotAllowed'];
    expect(judge(buildGateway('gw', own))).to.deep.equal([no, no, 0]);
    expect(judge(allowing('None'))).to.deep.equal([no, no, 0]);
    expect(judge(allowing('Same'))).to.deep.equal([yes, no, 1]);
    expect(judge(allowing('All'))).to.deep.equal([yes, yes, 2]);
    expect(judge(allowing('Selector', { matchLabels: { team: 'a' } }))).to.deep.equal([no, yes, 1]);
  });

  it('yields to the Gateway and to older sets', () => {
    const sets = [
      buildListenerSet('young', [http('x', 'x.org'), http('y', 'young.org')]),
      buildListenerSet('old', [http('x', 'x.org'), http('own', 'own.example.com')], {
        created: '2020-01-01T00:00:00Z',
      }),
      buildListenerSet('loser', [http('own', 'own.example.com')]),
    ];
    const state = compute(...withAddress(allowing('Same')), ...sets);
    const tell = (name: string) => {
      const status = setOf(state, name);
      return [
        say(status?.conditions).Accepted,
        ...(status?.listeners ?? []).map(({ conditions }) => say(conditions).Conflicted),
      ];
    };
    expect(tell('old')).to.deep.equal(['True ListenersNotValid', 'False NoConflicts', 'True HostnameConflict']);
    expect(tell('young')).to.deep.equal(['True ListenersNotValid', 'True HostnameConflict', 'False NoConflicts']);
    expect(tell('loser')).to.deep.equal(['False ListenersNotValid', 'True HostnameConflict']);
    expect(say(setOf(state, 'loser')?.listeners[0]?.conditions)).to.include({
      Accepted: 'False HostnameConflict',
      Programmed: 'False HostnameConflict',
    });
    expect(say(state.gateway()?.conditions)).to.include({ Accepted: 'True Accepted', Programmed: 'True Programmed' });
    expect(state.gateway()?.attachedListenerSets).to.equal(2);
    const names = state.frontends[0]?.ports[0]?.listeners.map(({ name, hostname }) => `${name} ${hostname}`);
    expect(names).to.deep.equal(['own own.example.com', 'x x.org', 'y young.org']);
  });

  it('keeps listeners whose only conflict is with one that has lost already', () => {
    const set = buildListenerSet('s', [http('a', 'a.org'), { name: 'tcp', port: 80, protocol: 'TCP' }]);
    const status = setOf(compute(...withAddress(allowing('Same')), set), 's');
    expect(status?.listeners.map(({ conditions }) => say(conditions).Conflicted)).to.deep.equal([
      'False NoConflicts',
      'True ProtocolConflict',
    ]);
    expect(say(status?.conditions).Accepted).to.equal('True ListenersNotValid');
  });

  it('is not served where the Gateway is not', () => {
    const gateway = buildGateway('gw', [{ name: 'x', port: 1, protocol: 'example.org/x' }]);
    const spec = { ...gateway.spec, allowedListeners: { namespaces: { from: 'Same' } } };
    const changed: Gateway = { ...gateway, spec };
    const state = compute(changed, buildListenerSet('s', [http('a')]));
    expect(say(setOf(state, 's')?.conditions)).to.deep.equal({
      Accepted: 'False ParentNotAccepted',
      Programmed: 'False ParentNotProgrammed',
    });
  });

  it('needs grants of its own for certificates', async () => {
    const secret = buildSecret('cert', await buildKeyPair('a.org'), 'certs');
    const tls = { certificateRefs: [{ name: 'cert', namespace: 'certs' }] };
    const set = buildListenerSet('s', [{ name: 'https', port: 443, protocol: 'HTTPS', tls }]);
    const grant = (kind: string) =>
      buildGrant('g', 'certs', {
        from: [{ group: 'gateway.networking.k8s.io', kind, namespace: 'ns' }],
        to: [{ group: '', kind: 'Secret' }],
      });
    const judge = (kind: string) => {
      const state = compute(...withAddress(allowing('Same')), set, secret, grant(kind));
      return say(setOf(state, 's')?.listeners[0]?.conditions).ResolvedRefs;
    };
    expect(judge('Gateway')).to.equal('False RefNotPermitted');
    expect(judge('ListenerSet')).to.equal('True ResolvedRefs');
  });

  it('takes routes that name it as their parent, and only these', () => {
    const sets = [buildListenerSet('s', [http('a', 'a.org'), http('own', 'b.org')])];
    const backends = buildBackend('v1', '127.64.0.1');
    const parentRef = (more: object) => ({ kind: 'ListenerSet', name: 's', ...more });
    const route = (name: string, ...parentRefs: object[]) =>
      buildRoute(name, { parentRefs: parentRefs as { name: string }[], rules: [buildRule('/', 'v1')] });
    const state = compute(
      ...withAddress(allowing('Same')),
      ...sets,
      ...backends,
      route('to-set', parentRef({})),
      route('to-section', parentRef({ sectionName: 'own' })),
      route('to-gateway', { name: 'gw' }),
      route('to-missing', parentRef({ sectionName: 'missing' }), { name: 'gw', sectionName: 'own' }),
    );
    const reasons = (name: string) => state.route(name)?.map(({ conditions }) => say(conditions).Accepted);
    expect(reasons('to-missing')).to.deep.equal(['False NoMatchingParent', 'True Accepted']);
    expect(reasons('to-set')).to.deep.equal(['True Accepted']);
    expect(setOf(state, 's')?.listeners.map(({ attachedRoutes }) => attachedRoutes)).to.deep.equal([1, 2]);
    expect(state.gateway()?.listeners.map(({ attachedRoutes }) => attachedRoutes)).to.deep.equal([2]);
  });
});
