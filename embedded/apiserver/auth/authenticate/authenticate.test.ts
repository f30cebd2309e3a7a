import { expect } from 'chai';
import type { TestClient } from '../../testing.ts';
import { AUTHENTICATION, as, grant, startAuthServer } from '../testing.ts';

describe('embedded API server: authentication', () => {
  let api: TestClient;
  before(async () => {
    api = await startAuthServer();
  });
  after(() => api.stop());

  const whoAmI = async (headers: Record<string, string>) =>
    (await api.call('POST', `${AUTHENTICATION}/selfsubjectreviews`, {}, headers)).body;

  it('knows users by their tokens', async () => {
    expect((await whoAmI(as('alice'))).status.userInfo).to.deep.equal({
      username: 'alice',
      uid: 'a-1',
      groups: ['devs', 'system:authenticated'],
    });
    expect((await whoAmI({ authorization: 'bearer alice' })).status.userInfo.username).to.equal('alice');
    expect((await whoAmI({})).status.userInfo).to.deep.equal({
      username: 'kubernetes-admin',
      groups: ['system:masters', 'system:authenticated'],
    });
  });

  it('answers 401 to nobody and to wrong tokens', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Bearer wrong', 'Basic YTpi', 'alice', 'Bearer a.b.c']) {
      const { code, body } = await api.call('GET', '/api', undefined, { authorization });
      expect([authorization, code]).to.deep.equal([authorization, 401]);
      expect(body).to.deep.equal({
        ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' },
        ...{ message: 'Unauthorized', reason: 'Unauthorized', code: 401 },
      });
    }
  });

  it('tells health and version to nobody, but not to wrong tokens', async () => {
    for (const path of ['/healthz', '/livez', '/readyz', '/version']) {
      expect((await api.call('GET', path, undefined, { authorization: '' })).code).to.equal(200);
      expect((await api.call('GET', path, undefined, as('wrong'))).code).to.equal(401);
      expect((await api.call('POST', path, {}, { authorization: '' })).code).to.equal(403);
    }
  });

  it('lets the administrator act as another', async () => {
    const headers = {
      'impersonate-user': 'dave',
      'impersonate-group': 'x',
      'impersonate-uid': '5',
      'impersonate-extra-scopes%2fA': 'view',
    };
    expect((await whoAmI(headers)).status.userInfo).to.deep.equal({
      username: 'dave',
      uid: '5',
      groups: ['x', 'system:authenticated'],
      extra: { 'scopes/a': ['view'] },
    });
    expect((await whoAmI({ 'impersonate-user': 'system:serviceaccount:ns:app' })).status.userInfo.groups).to.deep.equal(
      ['system:serviceaccounts', 'system:serviceaccounts:ns', 'system:authenticated'],
    );
    expect((await api.call('GET', '/api/v1/pods', undefined, { 'impersonate-user': 'dave' })).body.message).to.equal(
      'pods is forbidden: User "dave" cannot list resource "pods" in API group "" at the cluster scope',
    );
    expect((await whoAmI({ 'impersonate-user': 'system:anonymous' })).code).to.equal(403);
  });

  it('lets others act as those only whom they may impersonate', async () => {
    const rules = [
      { apiGroups: [''], resources: ['users'], resourceNames: ['dave'], verbs: ['impersonate'] },
      { apiGroups: ['authentication.k8s.io'], resources: ['userextras/scopes'], verbs: ['impersonate'] },
    ];
    await grant(api, 'act-as-dave', rules, { kind: 'User', name: 'bob' });
    const act = async (headers: Record<string, string>) =>
      whoAmI({ ...as('bob'), 'impersonate-user': 'dave', ...headers });
    expect((await act({})).status.userInfo.username).to.equal('dave');
    expect((await act({ 'impersonate-extra-scopes': 'all' })).status.userInfo.extra).to.deep.equal({ scopes: ['all'] });
    const refused: [Record<string, string>, string][] = [
      [{ 'impersonate-user': 'erin' }, 'users "erin" is forbidden: User "bob" cannot impersonate resource "users"'],
      [{ 'impersonate-group': 'system:masters' }, 'groups "system:masters" is forbidden'],
      [{ 'impersonate-uid': '1' }, 'uids.authentication.k8s.io "1" is forbidden'],
      [{ 'impersonate-extra-other': 'x' }, 'cannot impersonate resource "userextras/other"'],
      [
        { 'impersonate-user': 'system:serviceaccount:ns:app' },
        'cannot impersonate resource "serviceaccounts" in API group "" in the namespace "ns"',
      ],
    ];
    for (const [headers, sentence] of refused) {
      const body = await act(headers);
      expect([body.code, body.message]).to.satisfy(
        ([code, message]: [number, string]) => code === 403 && message.includes(sentence),
        `${body.message} says ${sentence}`,
      );
    }
    expect((await whoAmI({ 'impersonate-group': 'x' })).code).to.equal(400);
  });
});
