import { expect } from 'chai';
import type { TestClient } from '../../testing.ts';
import { as, bind, grant, startAuthServer } from '../testing.ts';
import { alice, BINDINGS, CLUSTER_ROLES, GROUP, LOCAL_BINDINGS, LOCAL_ROLES, MERGE, roleRef } from './testing.ts';

describe('embedded API server: privilege escalation', () => {
  let api: TestClient;
  const writeRoles = [
    {
      apiGroups: [GROUP],
      resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
      verbs: ['create', 'update', 'patch'],
    },
    { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get'] },
    { nonResourceURLs: ['/metrics/*'], verbs: ['get'] },
  ];
  before(async () => {
    api = await startAuthServer();
    await grant(api, 'role-writer', writeRoles, alice);
    await grant(api, 'lister', [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }], {
      kind: 'Group',
      name: 'x',
    });
  });
  after(() => api.stop());

  const post = (path: string, object: object, who = 'alice') =>
    api.call('POST', path, { metadata: { name: 'r' }, ...object }, as(who));

  it('lets a user grant what it holds', async () => {
    const rules = [
      { apiGroups: [''], resources: ['pods/log'], resourceNames: ['a'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics/x'], verbs: ['get'] },
    ];
    expect((await post(CLUSTER_ROLES, { rules })).code).to.equal(201);
    expect((await post(BINDINGS, { roleRef: roleRef('ClusterRole', 'r'), subjects: [] })).code).to.equal(201);
  });

  it('lets a user that holds the right to one object grant no more than that', async () => {
    const named = (...resourceNames: string[]) => [
      { apiGroups: [''], resources: ['secrets'], resourceNames, verbs: ['get'] },
    ];
    await grant(api, 'one-secret', named('mine'), alice);
    const make = async (name: string, rules: object[]) =>
      (await post(CLUSTER_ROLES, { metadata: { name }, rules })).code;
    expect(await make('mine', named('mine'))).to.equal(201);
    expect(await make('others', named('mine', 'others'))).to.equal(403);
    expect(await make('all', named())).to.equal(403);
  });

  it('names what a user does not hold and cannot grant', async () => {
    const rules = [
      { apiGroups: ['', 'apps'], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods'], resourceNames: ['a'], verbs: ['delete'] },
      { nonResourceURLs: ['/x'], verbs: ['get'] },
    ];
    const { code, body } = await post(CLUSTER_ROLES, { metadata: { name: 'more' }, rules });
    expect(code).to.equal(403);
    expect(body.message).to.equal(
      [
        'clusterroles.rbac.authorization.k8s.io "more" is forbidden: user "alice" (groups=["devs" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:',
        '{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["delete"]}',
        '{APIGroups:[""], Resources:["pods"], Verbs:["list" "watch"]}',
        '{APIGroups:["apps"], Resources:["pods"], Verbs:["get" "list" "watch"]}',
        '{NonResourceURLs:["/x"], Verbs:["get"]}',
      ].join('\n'),
    );
  });

  it('lets validation speak of rules that are none', async () => {
    const answer = await post(CLUSTER_ROLES, { rules: [{ resources: ['x'] }, { verbs: ['get'] }] });
    expect([answer.code, answer.body.details.causes.length]).to.deep.equal([422, 4]);
    const binding = await post(BINDINGS, { roleRef: { kind: 'Rolex', name: 'x' }, subjects: [{}] });
    expect(binding.code, binding.text).to.equal(422);
  });

  it('refuses a binding to a role with more rights, one to no role, and gathering', async () => {
    const bound = await post(BINDINGS, { roleRef: roleRef('ClusterRole', 'lister') });
    expect([bound.code, bound.body.details.kind]).to.deep.equal([403, 'clusterrolebindings']);
    expect(bound.body.message).to.include('{APIGroups:[""], Resources:["pods"], Verbs:["list"]}');
    expect((await post(LOCAL_BINDINGS, { roleRef: roleRef('Role', 'none') })).body.message).to.equal(
      'rolebindings.rbac.authorization.k8s.io "none" not found',
    );
    const selectors = { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] };
    const gathering = await post(CLUSTER_ROLES, { metadata: { name: 'g' }, aggregationRule: selectors });
    expect(gathering.body.message).to.equal(
      'clusterroles.rbac.authorization.k8s.io "g" is forbidden: must have cluster-admin privileges to use the aggregationRule',
    );
  });

  it('refuses an update by which a role would hold more, but not what a controller writes', async () => {
    const patch = (name: string, change: object) =>
      api.call('PATCH', `${CLUSTER_ROLES}/${name}`, change, { ...as('alice'), ...MERGE });
    const more = { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
    expect((await patch('lister', more)).code).to.equal(403);
    expect((await patch('lister', { metadata: { labels: { a: 'b' } } })).code).to.equal(403);
    expect((await patch('lister', { metadata: { finalizers: ['example.com/a'] } })).code).to.equal(200);
    expect((await patch('lister', { metadata: { finalizers: null } })).code).to.equal(200);
    const applied = await api.call(
      'PATCH',
      `${CLUSTER_ROLES}/applied?fieldManager=a`,
      { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name: 'applied' }, ...more },
      { ...as('alice'), 'content-type': 'application/apply-patch+yaml' },
    );
    expect(applied.code, applied.text).to.equal(403);
  });

  it('lets those escalate and bind who may', async () => {
    const verbs = [
      { apiGroups: [GROUP], resources: ['roles'], verbs: ['create', 'escalate'] },
      { apiGroups: [GROUP], resources: ['rolebindings'], verbs: ['create'] },
      { apiGroups: [GROUP], resources: ['clusterroles'], resourceNames: ['edit'], verbs: ['bind'] },
    ];
    await grant(api, 'delegate', verbs, { kind: 'User', name: 'bob' }, 'default');
    const everything = { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
    expect((await post(LOCAL_ROLES, everything, 'bob')).code).to.equal(201);
    const binding = (name: string) => ({ metadata: { name }, roleRef: roleRef('ClusterRole', name) });
    expect((await post(LOCAL_BINDINGS, binding('edit'), 'bob')).code).to.equal(201);
    expect((await post(LOCAL_BINDINGS, binding('admin'), 'bob')).code).to.equal(403);
    expect(
      (await post(LOCAL_BINDINGS, { metadata: { name: 'own' }, roleRef: roleRef('Role', 'r') }, 'bob')).code,
    ).to.equal(403);
  });

  it('lets administrators by role grant everything, without being masters', async () => {
    await bind(api, 'carol-admin', { kind: 'ClusterRole', name: 'cluster-admin' }, { kind: 'User', name: 'carol' });
    const everything = {
      rules: [
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
        { nonResourceURLs: ['*'], verbs: ['*'] },
      ],
    };
    expect((await post(CLUSTER_ROLES, { metadata: { name: 'all' }, ...everything }, 'carol')).code).to.equal(201);
    const selectors = { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] };
    expect(
      (await post(CLUSTER_ROLES, { metadata: { name: 'gathers' }, aggregationRule: selectors }, 'carol')).code,
    ).to.equal(201);
  });
});
