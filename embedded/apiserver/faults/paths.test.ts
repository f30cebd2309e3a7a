import { expect } from 'chai';
import { as, grant, startAuthServer } from '../auth/testing.ts';
import { type TestClient, WIDGETS, widget } from '../testing.ts';
import { makeHead, openRaw } from './testing.ts';

describe('embedded API server: paths that go wrong', () => {
  let api: TestClient;
  before(async () => {
    api = await startAuthServer();
    await api.call('POST', WIDGETS, widget('mine'));
    await api.call('POST', WIDGETS, widget('yours'));
    const rules = [
      { apiGroups: ['example.com'], resources: ['widgets'], resourceNames: ['mine'], verbs: ['get'] },
      { nonResourceURLs: ['/public/*'], verbs: ['get'] },
    ];
    await grant(api, 'mine-only', rules, { kind: 'User', name: 'alice' }, 'default');
    await grant(api, 'public', [{ nonResourceURLs: ['/public/*'], verbs: ['get'] }], { kind: 'User', name: 'alice' });
  });
  after(() => api.stop());

  /** Sends the target as it is, which an HTTP client would tidy up. */
  async function get(target: string, who = ''): Promise<{ code: number; body: string }> {
    const client = await openRaw(api);
    const head = makeHead(api, `GET ${target}`, 'connection: close');
    client.socket.write(who ? head.replace(api.server.token, who) : head);
    await client.closed;
    return { code: Number(client.text().split(' ')[1]), body: client.text() };
  }

  const asAdministrator: [string, number][] = [
    ['/api/v1/namespaces/', 200],
    ['/api/v1/namespaces/default/', 200],
    ['/api/v1/namespaces//pods', 200],
    ['/api//v1/namespaces', 404],
    ['//api/v1/namespaces', 404],
    ['/api/v1/../v1/namespaces', 404],
    ['/api/v1/%2e%2e/v1/namespaces', 404],
    ['/api/v1/namespaces/default%2fpods', 200],
    ['/api/v1/namespaces/default/pods/a%2fb', 404],
    ['/api/v1/namespaces/default/pods/a%00b', 404],
    ['/api/v1/namespaces/default/pods/%ff', 404],
    ['/api/v1/namespaces/default/pods/%zz', 400],
    ['/api/v1/namespaces/default/pods/x/y/z', 404],
    [`${WIDGETS}/mine/status`, 200],
    [`${WIDGETS}/mine/status/more`, 404],
    [`/api/v1/namespaces/default/pods/${'x'.repeat(20_000)}`, 404],
    [`/${'a/'.repeat(10_000)}`, 404],
    ['https://elsewhere.example/api/v1/namespaces', 200],
    ['/api/v1/namespaces?labelSelector=%00', 400],
    ['/api/v1/namespaces?fieldSelector=%ff%3D', 400],
    [`/api/v1/namespaces?${'a&'.repeat(5000)}`, 200],
    ['/api/v1/namespaces#fragment', 404],
    ['/api/v1/constructor', 404],
    ['/apis/__proto__/v1/constructor', 404],
    ['/toString', 404],
  ];
  for (const [target, expected] of asAdministrator) {
    it(`answers ${expected} for ${target.slice(0, 60)}`, async () => {
      const { code, body } = await get(target);
      expect(code, body).to.equal(expected);
      if (code >= 400) expect(body).to.match(/"kind":"Status"|404 page not found\n$/);
    });
  }

  it('authorizes what it serves, however the path is written', async () => {
    const own = `${WIDGETS}/mine`;
    expect((await get(own, 'alice')).code).to.equal(200);
    expect((await get(own.replace('mine', 'm%69ne'), 'alice')).code).to.equal(200);
    const tricks = [
      `${own}/../yours`,
      `${own}/%2e%2e/yours`,
      `${own}%2f..%2fyours`,
      `${WIDGETS}/yours?name=mine`,
      `${WIDGETS}/mine%00/../yours`,
      `${WIDGETS}//mine`,
      `${WIDGETS.replace('/apis', '/public/../apis')}/yours`,
      `${WIDGETS.replace('/apis', '/public/%2e%2e/apis')}/yours`,
      `/public/..${WIDGETS}/yours`,
      `//public${WIDGETS}/yours`,
      `${WIDGETS}?fieldSelector=metadata.name%3Dmine`,
      `${WIDGETS}?fieldSelector=metadata.name%3Dmine,metadata.name!%3Dx&watch=0`,
      WIDGETS.replace('/namespaces/default', ''),
      WIDGETS.replace('default', ''),
    ];
    for (const target of tricks) {
      const { code, body } = await get(target, 'alice');
      expect([target, code >= 400], body).to.deep.equal([target, true]);
      expect(body).not.to.include('"uid"');
    }
    expect((await api.call('GET', '/public/x', undefined, as('alice'))).code).to.equal(404);
  });
});
