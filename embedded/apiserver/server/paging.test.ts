import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

const ALL = '/apis/example.com/v1/widgets';

describe('embedded API server: lists in pages', () => {
  let api: TestClient;
  beforeEach(async () => {
    api = await startTestServer({ historyLimit: 8 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await api.call('POST', WIDGETS, widget(name, {}, { labels: { even: String('bd'.includes(name)) } }));
    }
  });
  afterEach(() => api.stop());

  const names = ({ body }: { body: { items: { metadata: { name: string } }[] } }) =>
    body.items.map(({ metadata }) => metadata.name).join('');
  const next = (path: string, { metadata }: { metadata: { continue: string } }) =>
    api.call('GET', `${path}${path.includes('?') ? '&' : '?'}continue=${encodeURIComponent(metadata.continue)}`);

  it('gives as many as asked for, tells how many are left, and goes on', async () => {
    const first = await api.call('GET', `${WIDGETS}?limit=2`);
    expect(names(first)).to.equal('ab');
    expect(first.body.metadata.remainingItemCount).to.equal(3);
    const second = await next(`${WIDGETS}?limit=2`, first.body);
    expect(names(second)).to.equal('cd');
    const third = await next(`${WIDGETS}?limit=2`, second.body);
    expect(names(third)).to.equal('e');
    expect(third.body.metadata).to.deep.equal({ continue: '', resourceVersion: first.body.metadata.resourceVersion });
  });

  it('shows in all pages the state of the first', async () => {
    const first = await api.call('GET', `${ALL}?limit=1`);
    await api.call('DELETE', `${WIDGETS}/c`);
    await api.call('POST', WIDGETS, widget('bb'));
    const changed = widget('d', { size: 9 });
    await api.call('PATCH', `${WIDGETS}/d`, changed, { 'content-type': 'application/merge-patch+json' });
    const rest = await next(ALL, first.body);
    expect(names(rest)).to.equal('bcde');
    expect(rest.body.items[2].spec.size).to.equal(3);
    expect(rest.body.metadata.resourceVersion).to.equal(first.body.metadata.resourceVersion);
    const exact = `${ALL}?resourceVersionMatch=Exact&resourceVersion=${first.body.metadata.resourceVersion}`;
    expect(names(await api.call('GET', exact))).to.equal('abcde');
    expect(names(await api.call('GET', ALL))).to.equal('abbbde');
  });

  it('counts what a selector selects, and does not say how many are left', async () => {
    const first = await api.call('GET', `${WIDGETS}?limit=1&labelSelector=even%3Dtrue`);
    expect(names(first)).to.equal('b');
    expect(first.body.metadata).to.not.have.property('remainingItemCount');
    expect(names(await next(`${WIDGETS}?labelSelector=even%3Dtrue`, first.body))).to.equal('d');
  });

  it('answers 410 where the state is forgotten, with a token that goes on in the newest', async () => {
    const first = await api.call('GET', `${WIDGETS}?limit=2`);
    await api.call('DELETE', `${WIDGETS}/d`);
    for (let count = 0; count < 16; count += 1) {
      const type = { 'content-type': 'application/merge-patch+json' };
      await api.call('PATCH', `${WIDGETS}/e`, { metadata: { annotations: { count: `${count}` } } }, type);
    }
    const expired = await next(WIDGETS, first.body);
    expect(expired.code).to.equal(410);
    expect(expired.body).to.deep.include({ kind: 'Status', reason: 'Expired' });
    expect(names(await next(WIDGETS, expired.body))).to.equal('ce');
    const exact = `${WIDGETS}?resourceVersionMatch=Exact&resourceVersion=${first.body.metadata.resourceVersion}`;
    expect((await api.call('GET', exact)).code).to.equal(410);
  });

  const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const wrong: [string, string, number, string][] = [
    ['a token that is none', 'continue=%25', 400, 'continue key is not valid'],
    ['a token of another version', `continue=${token({ v: 'v9', rv: 1, start: 'a' })}`, 400, 'encoded version v9'],
    ['a token without a revision', `continue=${token({ v: 'meta.k8s.io/v1', start: 'a' })}`, 400, 'resourceVersion'],
    ['a token that leads out', `continue=${token({ v: 'meta.k8s.io/v1', rv: 1, start: '../a' })}`, 400, '../a'],
    [
      'a token and a revision',
      `resourceVersion=1&continue=${token({ v: 'v', rv: 1, start: 'a' })}`,
      400,
      'not allowed',
    ],
    ['a limit that is no number', 'limit=many', 400, 'parsing "many": invalid syntax'],
    ['a match without a revision', 'resourceVersionMatch=Exact', 422, 'unless resourceVersion is provided'],
    ['a match that is unknown', 'resourceVersion=1&resourceVersionMatch=Near', 422, 'supported values: "Exact"'],
    ['the exact state 0', 'resourceVersion=0&resourceVersionMatch=Exact', 422, 'forbidden for resourceVersion "0"'],
  ];
  for (const [what, query, code, message] of wrong) {
    it(`answers ${code}: ${what}`, async () => {
      const answer = await api.call('GET', `${WIDGETS}?${query}`);
      expect(answer.code).to.equal(code);
      expect(answer.body.message).to.contain(message);
    });
  }

  it('gives a list of any state whole', async () => {
    expect(names(await api.call('GET', `${WIDGETS}?limit=2&resourceVersion=0`))).to.equal('abcde');
  });

  it('orders namespaces as the keys of a store, the slash included', async () => {
    for (const namespace of ['team', 'team-b']) {
      await api.call('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      });
      await api.call('POST', `/apis/example.com/v1/namespaces/${namespace}/widgets`, widget('x'));
    }
    const first = await api.call('GET', `${ALL}?limit=6`);
    expect(first.body.items[5].metadata.namespace).to.equal('team-b');
    expect((await next(ALL, first.body)).body.items[0].metadata.namespace).to.equal('team');
  });
});
