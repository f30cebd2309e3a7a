import { expect } from 'chai';
import type { TestClient } from '../../testing.ts';
import { WIDGETS, widget } from '../../testing.ts';
import { as, bind, grant, RBAC, startAuthServer } from '../testing.ts';

const PODS = '/api/v1/namespaces/default/pods';
const MERGE = { 'content-type': 'application/merge-patch+json' };

describe('embedded API server: authorization', () => {
  let api: TestClient;
  before(async () => {
    api = await startAuthServer();
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'other' } });
  });
  after(() => api.stop());

  const codeFor = async (who: string, method: string, path: string, body?: unknown, headers = {}) =>
    (await api.call(method, path, body, { ...as(who), ...headers })).code;

  it('lets whoever is authenticated read discovery, version and health, and nothing else', async () => {
    for (const path of ['/api', '/api/v1', '/apis', '/apis/apps/v1', '/openapi/v3', '/version', '/healthz']) {
      expect([path, await codeFor('alice', 'GET', path)]).to.deep.equal([path, 200]);
    }
    for (const path of ['/', '/nothing', '/metrics', PODS, `${WIDGETS}/x`]) {
      expect([path, await codeFor('alice', 'GET', path)]).to.deep.equal([path, 403]);
    }
  });

  const sentences: [string, string, string, string, object][] = [
    [
      'GET',
      `${WIDGETS}/x`,
      'widgets.example.com "x" is forbidden',
      'cannot get resource "widgets" in API group "example.com" in the namespace "default"',
      { name: 'x', group: 'example.com', kind: 'widgets' },
    ],
    [
      'GET',
      PODS,
      'pods is forbidden',
      'cannot list resource "pods" in API group "" in the namespace "default"',
      { kind: 'pods' },
    ],
    [
      'GET',
      '/api/v1/pods?watch=1&fieldSelector=metadata.name%3Dp',
      'pods "p" is forbidden',
      'cannot watch resource "pods" in API group "" at the cluster scope',
      { name: 'p', kind: 'pods' },
    ],
    [
      'GET',
      `${PODS}/p/log`,
      'pods "p" is forbidden',
      'cannot get resource "pods/log" in API group "" in the namespace "default"',
      { name: 'p', kind: 'pods' },
    ],
    [
      'DELETE',
      PODS,
      'pods is forbidden',
      'cannot deletecollection resource "pods" in API group "" in the namespace "default"',
      { kind: 'pods' },
    ],
    [
      'GET',
      '/api/v1/namespaces/default',
      'namespaces "default" is forbidden',
      'cannot get resource "namespaces" in API group "" in the namespace "default"',
      { name: 'default', kind: 'namespaces' },
    ],
    ['GET', '/x%3Cb%3E', 'forbidden', 'cannot get path "/x&lt;b&gt;"', {}],
    ['POST', '/api', 'forbidden', 'cannot post path "/api"', {}],
  ];
  for (const [method, path, subject, what, details] of sentences) {
    it(`refuses ${method} ${path} with the sentence of a real server`, async () => {
      const { code, body } = await api.call(method, path, undefined, as('alice'));
      expect(code).to.equal(403);
      expect(body).to.deep.equal({
        ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason: 'Forbidden', code: 403 },
        ...{ message: `${subject}: User "alice" ${what}`, details },
      });
    });
  }

  it('grants what a ClusterRole lists, everywhere or in one namespace', async () => {
    const read = [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['get', 'list'] }];
    await grant(api, 'widget-reader', read, { kind: 'Group', name: 'ops' });
    expect(await codeFor('carol', 'GET', WIDGETS)).to.equal(200);
    expect(await codeFor('carol', 'GET', '/apis/example.com/v1/widgets')).to.equal(200);
    expect(await codeFor('carol', 'GET', `${WIDGETS}?watch=true`)).to.equal(403);
    expect(await codeFor('carol', 'POST', WIDGETS, widget('w'))).to.equal(403);
    expect(await codeFor('carol', 'GET', `${WIDGETS}/w/status`)).to.equal(403);
    await bind(api, 'in-other', { kind: 'ClusterRole', name: 'widget-reader' }, { kind: 'User', name: 'bob' }, 'other');
    expect(await codeFor('bob', 'GET', WIDGETS.replace('default', 'other'))).to.equal(200);
    expect(await codeFor('bob', 'GET', WIDGETS)).to.equal(403);
    expect(await codeFor('bob', 'GET', '/apis/example.com/v1/widgets')).to.equal(403);
  });

  it('tells verbs, subresources and names apart', async () => {
    await api.call('POST', WIDGETS, widget('mine'));
    await api.call('POST', WIDGETS, widget('yours'));
    const rules = [
      { apiGroups: ['example.com'], resources: ['widgets/status'], verbs: ['patch'] },
      { apiGroups: ['*'], resources: ['*/log'], verbs: ['get'] },
      {
        apiGroups: ['example.com'],
        resources: ['widgets'],
        resourceNames: ['mine'],
        verbs: ['get', 'list', 'watch', 'delete'],
      },
      { nonResourceURLs: ['/x*', '/'], verbs: ['get'] },
    ];
    await grant(api, 'narrow', rules, { kind: 'User', name: 'alice' });
    const status = { status: { phase: 'Ready' } };
    expect(await codeFor('alice', 'PATCH', `${WIDGETS}/mine/status`, status, MERGE)).to.equal(200);
    expect(await codeFor('alice', 'PATCH', `${WIDGETS}/mine`, {}, MERGE)).to.equal(403);
    expect(await codeFor('alice', 'GET', `${PODS}/p/log`)).to.equal(404);
    expect(await codeFor('alice', 'GET', `${WIDGETS}/mine`)).to.equal(200);
    expect(await codeFor('alice', 'GET', `${WIDGETS}/yours`)).to.equal(403);
    expect(await codeFor('alice', 'GET', WIDGETS)).to.equal(403);
    const named = `${WIDGETS}?fieldSelector=metadata.name%3D`;
    expect(await codeFor('alice', 'GET', `${named}mine`)).to.equal(200);
    expect(await codeFor('alice', 'GET', `${named}yours`)).to.equal(403);
    expect(await codeFor('alice', 'GET', `${named}mine&watch=true&timeoutSeconds=1`)).to.equal(200);
    expect(await codeFor('alice', 'DELETE', WIDGETS)).to.equal(403);
    expect(await codeFor('alice', 'DELETE', `${WIDGETS}/mine`)).to.equal(200);
    expect(await codeFor('alice', 'GET', '/xyz')).to.equal(404);
    expect(await codeFor('alice', 'GET', '/')).to.equal(200);
    expect(await codeFor('alice', 'GET', '/y')).to.equal(403);
  });

  it('follows changes of roles and bindings at once', async () => {
    const list = () => codeFor('bob', 'GET', '/api/v1/namespaces/default/secrets');
    const rules = (verbs: string[]) => [{ apiGroups: [''], resources: ['secrets'], verbs }];
    const role = `${RBAC}/namespaces/default/roles`;
    await api.call('POST', role, { metadata: { name: 'secrets' }, rules: rules(['get']) });
    await bind(api, 'secrets', { kind: 'Role', name: 'secrets' }, { kind: 'User', name: 'bob' }, 'default');
    expect(await list()).to.equal(403);
    await api.call('PATCH', `${role}/secrets`, { rules: rules(['list']) }, MERGE);
    expect(await list()).to.equal(200);
    await api.call('DELETE', `${role}/secrets`);
    const { body } = await api.call('GET', '/api/v1/namespaces/default/secrets', undefined, as('bob'));
    expect(body.message).to.equal(
      'secrets is forbidden: User "bob" cannot list resource "secrets" in API group "" in the namespace "default": RBAC: role.rbac.authorization.k8s.io "secrets" not found',
    );
    await api.call('POST', role, { metadata: { name: 'secrets' }, rules: rules(['*']) });
    expect(await list()).to.equal(200);
    await api.call('DELETE', `${RBAC}/namespaces/default/rolebindings/secrets`);
    expect(await list()).to.equal(403);
  });

  it('asks before it looks: what is not served is forbidden, too', async () => {
    expect(await codeFor('bob', 'GET', '/apis/none.io/v1/things')).to.equal(403);
    expect(await codeFor('bob', 'OPTIONS', PODS)).to.equal(403);
    expect(await codeFor('bob', 'POST', WIDGETS, '{"not json')).to.equal(403);
  });
});
