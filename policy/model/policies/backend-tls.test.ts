import { expect } from 'chai';
import { createAuthority } from '../../../harness/run/certificates/index.ts';
import { answerHttp } from '../http/answer.ts';
import { createModel } from '../model.ts';
import { judgeStatuses } from '../status/judge.ts';
import { allKinds, gateway, gatewayClass, get, linesOf, listener, object, route, rule, service } from '../testing.ts';

const target = { namespace: 'infra', name: 'edge', port: 80 };
let authority = '';
const config = (name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data,
});
const policy = (
  name: string,
  { ca = 'ca', section, createdAt = '' }: { ca?: string; section?: string; createdAt?: string },
) =>
  object(
    'BackendTLSPolicy',
    name,
    {
      targetRefs: [{ group: '', kind: 'Service', name: 'a', ...(section ? { sectionName: section } : {}) }],
      validation: { hostname: `${name}.example`, caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: ca }] },
    },
    'shop',
    createdAt,
  );

function modelOf(...objects: readonly object[]) {
  const edge = gateway('edge', [listener('http')]);
  const ports = [{ name: 'web', port: 80 }];
  const own = [gatewayClass, edge, service('a', 'shop', ports), route('r', { rules: [rule('/', 'a')] })];
  return createModel(
    [...own, config('ca', { 'ca.crt': authority }), config('bad', { other: 'x' }), ...objects],
    allKinds,
  );
}
const ask = (...objects: readonly object[]) =>
  linesOf(answerHttp(modelOf(...objects), target, get('http://x.example/')));
const acceptance = (name: string, ...objects: readonly object[]) => {
  const opinion = judgeStatuses(modelOf(...objects)).find((each) => each.name === name);
  return opinion && 'ancestors' in opinion ? opinion.ancestors[0]?.conditions[0]?.allowed[0] : undefined;
};

describe('a BackendTLSPolicy', () => {
  before(async () => {
    authority = (await createAuthority()).certificate;
  });

  it('makes the Gateway speak TLS by its hostname', () => {
    expect(ask(policy('p', {}))).to.deep.equal([
      'an answer of shop/a:80 over TLS (p.example, by BackendTLSPolicy shop/p)',
    ]);
    expect(acceptance('p', policy('p', {}))).to.deep.equal({ status: 'True', reasons: ['Accepted'] });
  });

  it('counts for its port before one for the whole Service, and the oldest of equal ones', () => {
    expect(ask(policy('whole', {}), policy('port', { section: 'web' }))[0]).to.include('shop/port');
    expect(ask(policy('whole', {}), policy('port', { section: 'other' }))[0]).to.include('shop/whole');
    const [young, old] = [policy('a-young', { createdAt: '2026-02-01' }), policy('z-old', { createdAt: '2026-01-01' })];
    expect(ask(young, old)[0]).to.include('shop/z-old');
    expect(acceptance('a-young', young, old)).to.deep.equal({ status: 'False', reasons: ['Conflicted'] });
    expect(acceptance('z-old', young, old)?.status).to.equal('True');
  });

  it('lets connections fail without a CA certificate', () => {
    for (const ca of ['bad', 'gone']) {
      expect(ask(policy('p', { ca }))[0]).to.match(/^status 500 or/);
      expect(acceptance('p', policy('p', { ca }))).to.deep.equal({
        status: 'False',
        reasons: ['NoValidCACertificate'],
      });
    }
  });
});
