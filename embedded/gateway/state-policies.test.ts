import { expect } from 'chai';
import type { StoredObject } from './model/meta.ts';
import { buildBackend, buildConfigMap, buildGateway, buildPolicy, buildRoute, buildRule } from './testing.ts';
import { compute, say } from './testing-state.ts';
import { buildKeyPair } from './testing-tls.ts';

describe('status of a BackendTLSPolicy', () => {
  let ca: StoredObject;
  before(async () => {
    ca = buildConfigMap('ca', { 'ca.crt': (await buildKeyPair('ca')).certificate });
  });

  function judge(...objects: StoredObject[]) {
    const route = buildRoute('r', { rules: [buildRule('/', 'v1')] });
    const state = compute(buildGateway('gw'), ca, route, ...buildBackend('v1', '127.64.0.1'), ...objects);
    return (name: string) => state.policies.find(({ object }) => object.metadata.name === name)?.desired ?? [];
  }

  it('has an entry for each Gateway that leads to its Service', () => {
    const ancestors = judge(buildPolicy('p', 'v1'), buildPolicy('unused', 'v2'));
    expect(ancestors('p').map(({ ancestorRef }) => ancestorRef)).to.deep.equal([
      { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'ns', name: 'gw' },
    ]);
    expect(say(ancestors('p')[0]?.conditions)).to.deep.equal({
      Accepted: 'True Accepted',
      ResolvedRefs: 'True ResolvedRefs',
    });
    expect(ancestors('unused')).to.deep.equal([]);
  });

  it('tells why an authority cannot be used', () => {
    const empty = buildConfigMap('empty', { 'ca.crt': '' });
    const reasons = (...refs: { group: string; kind: string; name: string }[]) =>
      say(judge(empty, buildPolicy('p', 'v1', { caCertificateRefs: refs }))('p')[0]?.conditions);
    const named = (name: string, kind = 'ConfigMap') => ({ group: '', kind, name });
    const refused = { Accepted: 'False NoValidCACertificate', ResolvedRefs: 'False InvalidCACertificateRef' };
    expect(reasons(named('missing'))).to.deep.equal(refused);
    expect(reasons(named('empty'))).to.deep.equal(refused);
    expect(reasons(named('ca', 'Secret'))).to.deep.equal({ ...refused, ResolvedRefs: 'False InvalidKind' });
    expect(reasons(named('ca'), named('missing'))).to.deep.equal({ ...refused, Accepted: 'True Accepted' });
  });

  it('knows the well-known authorities of the system only', () => {
    const accepted = (wellKnownCACertificates: string) => {
      const policy = buildPolicy('p', 'v1', { caCertificateRefs: [], wellKnownCACertificates });
      return say(judge(policy)('p')[0]?.conditions).Accepted;
    };
    expect(accepted('System')).to.equal('True Accepted');
    expect(accepted('example.org/own')).to.equal('False Invalid');
  });

  it('yields to an older policy for the same target, not for another port', () => {
    const ancestors = judge(
      buildPolicy('b', 'v1'),
      buildPolicy('a-young', 'v1'),
      buildPolicy('z-old', 'v1', {}, { created: '2020-01-01T00:00:00Z' }),
      buildPolicy('port', 'v1', {}, { section: 'web' }),
    );
    const accepted = (name: string) => say(ancestors(name)[0]?.conditions).Accepted;
    expect(['z-old', 'a-young', 'b', 'port'].map(accepted)).to.deep.equal([
      'True Accepted',
      'False Conflicted',
      'False Conflicted',
      'True Accepted',
    ]);
  });
});
