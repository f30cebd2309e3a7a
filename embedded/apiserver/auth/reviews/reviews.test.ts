import { expect } from 'chai';
import type { TestClient } from '../../testing.ts';
import { AUTHENTICATION, AUTHORIZATION, as, grant, startAuthServer } from '../testing.ts';

const READ_PODS = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];

describe('embedded API server: reviews', () => {
  let api: TestClient;
  before(async () => {
    api = await startAuthServer();
    await grant(api, 'pod-reader', READ_PODS, { kind: 'User', name: 'alice' }, 'default');
  });
  after(() => api.stop());

  const ask = (plural: string, spec: object, who?: string) =>
    api.call('POST', `${AUTHORIZATION}/${plural}`, { spec }, who ? as(who) : {});
  const pods = { verb: 'get', resource: 'pods', namespace: 'default' };

  it('tells a user what it may do, and by what', async () => {
    const { code, body } = await ask('selfsubjectaccessreviews', { resourceAttributes: pods }, 'alice');
    expect(code).to.equal(201);
    const [owner] = body.metadata.managedFields;
    expect(owner).to.include({ operation: 'Update', apiVersion: 'authorization.k8s.io/v1' });
    expect(owner.fieldsV1['f:spec']).to.have.keys('f:resourceAttributes');
    expect(body).to.deep.equal({
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: { managedFields: [owner] },
      spec: { resourceAttributes: pods },
      status: {
        allowed: true,
        reason: 'RBAC: allowed by RoleBinding "pod-reader/default" of ClusterRole "pod-reader" to User "alice"',
      },
    });
    const elsewhere = { resourceAttributes: { ...pods, namespace: 'other' } };
    expect((await ask('selfsubjectaccessreviews', elsewhere, 'alice')).body.status).to.deep.equal({ allowed: false });
    const crooked = await api.call('POST', `${AUTHORIZATION}/selfsubjectaccessreviews`, {
      ...{ spec: { resourceAttributes: pods }, status: 5 },
    });
    expect([crooked.code, crooked.body.reason]).to.deep.equal([400, 'BadRequest']);
    const path = { nonResourceAttributes: { verb: 'get', path: '/api/v1' } };
    expect((await ask('selfsubjectaccessreviews', path, 'bob')).body.status.allowed).to.equal(true);
    expect(
      (await ask('selfsubjectaccessreviews', { resourceAttributes: { verb: '*', group: '*', resource: '*' } })).body
        .status,
    ).to.deep.equal({ allowed: true });
  });

  it('tells those who may ask what others may do', async () => {
    const spec = { user: 'alice', resourceAttributes: pods };
    expect((await ask('subjectaccessreviews', spec)).body.status.allowed).to.equal(true);
    expect((await ask('subjectaccessreviews', { ...spec, user: 'bob' })).body.status.allowed).to.equal(false);
    expect(
      (await ask('subjectaccessreviews', { groups: ['system:masters'], resourceAttributes: pods })).body.status.allowed,
    ).to.equal(true);
    expect((await ask('subjectaccessreviews', spec, 'alice')).code).to.equal(403);
    const local = await ask('namespaces/default/localsubjectaccessreviews', spec);
    expect([local.body.metadata.namespace, local.body.status.allowed]).to.deep.equal(['default', true]);
    expect((await ask('namespaces/other/localsubjectaccessreviews', spec)).body.details.causes[0].field).to.equal(
      'spec.resourceAttributes.namespace',
    );
  });

  it('lists the rules that apply in a namespace', async () => {
    const list = async (namespace: string) =>
      (await ask('selfsubjectrulesreviews', { namespace }, 'alice')).body.status.resourceRules;
    expect(await list('default')).to.deep.include({ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] });
    expect(JSON.stringify(await list('other'))).not.to.include('pods');
    expect((await ask('selfsubjectrulesreviews', {}, 'alice')).body.message).to.equal('no namespace on request');
  });

  it('tells whose a token is', async () => {
    const review = async (token: string, audiences?: string[]) =>
      (await api.call('POST', `${AUTHENTICATION}/tokenreviews`, { spec: { token, audiences } })).body.status;
    expect(await review('alice')).to.deep.equal({
      authenticated: true,
      user: { username: 'alice', uid: 'a-1', groups: ['devs', 'system:authenticated'] },
      audiences: ['https://kubernetes.default.svc.cluster.local'],
    });
    expect(await review('wrong')).to.deep.equal({ user: {}, error: 'invalid bearer token' });
    const none = await api.call('POST', `${AUTHENTICATION}/tokenreviews`, { spec: {} });
    expect([none.code, none.body.message]).to.deep.equal([400, 'token is required for TokenReview in authentication']);
  });

  const both = { resourceAttributes: pods, nonResourceAttributes: { verb: 'get', path: '/' } };
  const refusals: [string, string, unknown, number][] = [
    ['no question', 'selfsubjectaccessreviews', { spec: {} }, 422],
    ['two questions', 'selfsubjectaccessreviews', { spec: both }, 422],
    ['a verb of a wrong type', 'selfsubjectaccessreviews', { spec: { resourceAttributes: { verb: 5 } } }, 400],
    ['another kind', 'selfsubjectaccessreviews', { kind: 'Pod' }, 400],
    ['no object', 'selfsubjectaccessreviews', '[]', 400],
    ['nobody', 'subjectaccessreviews', { spec: { resourceAttributes: pods } }, 422],
    [
      'a path in a namespace',
      'namespaces/default/localsubjectaccessreviews',
      { spec: { user: 'a', nonResourceAttributes: { verb: 'get', path: '/' } } },
      422,
    ],
    ['a local review of no namespace', 'localsubjectaccessreviews', {}, 404],
    ['a review of a name', 'selfsubjectaccessreviews/x', {}, 404],
  ];
  for (const [what, plural, body, expected] of refusals) {
    it(`refuses ${what}`, async () => {
      const answer = await api.call('POST', `${AUTHORIZATION}/${plural}`, body);
      expect([answer.code, answer.body.kind]).to.deep.equal([expected, 'Status'], answer.text);
    });
  }
});
