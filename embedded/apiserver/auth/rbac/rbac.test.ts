import { expect } from 'chai';
import type { TestClient } from '../../testing.ts';
import { as, bind, grant, RBAC, startAuthServer } from '../testing.ts';

const CLUSTER_ROLES = `${RBAC}/clusterroles`;
const BINDINGS = `${RBAC}/clusterrolebindings`;
const LOCAL_ROLES = `${RBAC}/namespaces/default/roles`;
const LOCAL_BINDINGS = `${RBAC}/namespaces/default/rolebindings`;
const MERGE = { 'content-type': 'application/merge-patch+json' };
const GROUP = 'rbac.authorization.k8s.io';
const roleRef = (kind: string, name: string) => ({ apiGroup: GROUP, kind, name });
const alice = { kind: 'User', name: 'alice' };

interface Rule {
  apiGroups?: string[];
  resources?: string[];
  verbs: string[];
}

describe('embedded API server: roles', () => {
  let api: TestClient;
  before(async () => {
    api = await startAuthServer();
  });
  after(() => api.stop());

  const rulesOf = async (name: string): Promise<Rule[]> =>
    (await api.call('GET', `${CLUSTER_ROLES}/${name}`)).body.rules;
  const covers = (rules: Rule[], group: string, resource: string, verb: string) =>
    rules.some(
      (rule) => rule.apiGroups?.includes(group) && rule.resources?.includes(resource) && rule.verbs.includes(verb),
    );

  it('has the roles and bindings that users count on', async () => {
    const { items } = (await api.call('GET', CLUSTER_ROLES)).body;
    const names = items.map((item: { metadata: { name: string } }) => item.metadata.name);
    expect(names).to.include.members([
      'admin',
      'cluster-admin',
      'edit',
      'system:basic-user',
      'system:discovery',
      'view',
    ]);
    const bindings = (await api.call('GET', BINDINGS)).body.items;
    const masters = bindings.find((item: { metadata: { name: string } }) => item.metadata.name === 'cluster-admin');
    expect(masters.subjects).to.deep.equal([{ kind: 'Group', apiGroup: GROUP, name: 'system:masters' }]);
    const [view, edit, admin] = [await rulesOf('view'), await rulesOf('edit'), await rulesOf('admin')];
    const can = (group: string, resource: string, verb: string) =>
      [view, edit, admin].map((rules) => covers(rules, group, resource, verb));
    expect(can('', 'pods', 'get')).to.deep.equal([true, true, true]);
    expect(can('', 'secrets', 'get')).to.deep.equal([false, true, true]);
    expect(can('apps', 'deployments', 'patch')).to.deep.equal([false, true, true]);
    expect(can(GROUP, 'roles', 'create')).to.deep.equal([false, false, true]);
    expect(can('', 'nodes', 'get')).to.deep.equal([false, false, false]);
  });

  it('gathers the rules of roles by their labels, through several steps, and takes them back', async () => {
    const labels = { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' };
    const rules = [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['get'] }];
    const watch = await api.watch(`${CLUSTER_ROLES}?watch=true&fieldSelector=metadata.name%3Dadmin`);
    const has = (rules: Rule[] | undefined) => covers(rules ?? [], 'example.com', 'widgets', 'get');
    await api.call('POST', CLUSTER_ROLES, { metadata: { name: 'view-widgets', labels }, rules });
    let line = await watch.next();
    while (line && !has(line.object.rules)) line = await watch.next();
    expect([has(await rulesOf('view')), has(await rulesOf('edit'))]).to.deep.equal([true, true]);
    await bind(api, 'alice-views', { kind: 'ClusterRole', name: 'view' }, alice, 'default');
    const widget = '/apis/example.com/v1/namespaces/default/widgets/x';
    expect((await api.call('GET', widget, undefined, as('alice'))).code).to.equal(404);
    await api.call('DELETE', `${CLUSTER_ROLES}/view-widgets`);
    while (line && has(line.object.rules)) line = await watch.next();
    watch.close();
    expect((await api.call('GET', widget, undefined, as('alice'))).code).to.equal(403);
  });

  it('settles where roles gather each other', async () => {
    const gathering = (name: string, other: string) => ({
      metadata: { name, labels: { [`of-${name}`]: '1' } },
      aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: `of-${other}`, operator: 'Exists' }] }] },
    });
    await api.call('POST', CLUSTER_ROLES, gathering('left', 'right'));
    await api.call('POST', CLUSTER_ROLES, gathering('right', 'left'));
    const rules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }];
    await api.call('POST', CLUSTER_ROLES, { metadata: { name: 'leaf', labels: { 'of-left': '1' } }, rules });
    expect(await rulesOf('right')).to.deep.equal(rules);
    expect(await rulesOf('left')).to.deep.equal(rules);
  });

  it('gathers nothing of a role itself, which it could never lose again', async () => {
    const labels = { 'of-own': '1' };
    const clusterRoleSelectors = [{ matchLabels: labels }];
    const rules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }];
    await api.call('POST', CLUSTER_ROLES, { metadata: { name: 'own-leaf', labels }, rules });
    await api.call('POST', CLUSTER_ROLES, {
      metadata: { name: 'own', labels },
      aggregationRule: { clusterRoleSelectors },
    });
    expect(await rulesOf('own')).to.deep.equal(rules);
    await api.call('DELETE', `${CLUSTER_ROLES}/own-leaf`);
    expect((await rulesOf('own')) ?? []).to.deep.equal([]);
  });

  const refusals: [string, string, object, string[]][] = [
    ['a rule without verbs', LOCAL_ROLES, { rules: [{ apiGroups: [''], resources: ['pods'] }] }, ['rules[0].verbs']],
    ['a rule of nothing', LOCAL_ROLES, { rules: [{ verbs: ['get'] }] }, ['rules[0].apiGroups', 'rules[0].resources']],
    [
      'paths in a namespace, and together with resources',
      LOCAL_ROLES,
      { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'], resources: ['a'] }] },
      ['rules[0].nonResourceURLs', 'rules[0].nonResourceURLs'],
    ],
    [
      'no selectors',
      CLUSTER_ROLES,
      { aggregationRule: { clusterRoleSelectors: [] } },
      ['aggregationRule.clusterRoleSelectors'],
    ],
    [
      'a selector that is none',
      CLUSTER_ROLES,
      { aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: 'a', operator: 'Inn' }] }] } },
      [
        'aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator',
        'aggregationRule.clusterRoleSelectors[0]',
      ],
    ],
    ['no role', LOCAL_BINDINGS, {}, ['roleRef.kind', 'roleRef.name']],
    [
      'an unknown kind of role, and subjects that are none',
      LOCAL_BINDINGS,
      {
        roleRef: { apiGroup: 'rbac', kind: 'Rolex', name: '' },
        subjects: [
          { kind: 'User', name: '', apiGroup: 'x' },
          { kind: 'ServiceAccount', name: 'A_', apiGroup: 'x' },
          { kind: 'Foo', name: 'x' },
        ],
      },
      [
        ...['roleRef.apiGroup', 'roleRef.kind', 'roleRef.name', 'subjects[0].name', 'subjects[0].apiGroup'],
        ...['subjects[1].name', 'subjects[1].apiGroup', 'subjects[2].kind'],
      ],
    ],
    [
      'a Role for the whole cluster, and an account of no namespace',
      BINDINGS,
      { roleRef: { kind: 'Role', name: 'a/b' }, subjects: [{ kind: 'ServiceAccount', name: 'x' }] },
      ['roleRef.kind', 'roleRef.name', 'subjects[0].namespace'],
    ],
  ];
  for (const [what, path, object, fields] of refusals) {
    it(`refuses ${what}`, async () => {
      const { code, body } = await api.call('POST', path, { metadata: { name: 'bad' }, ...object });
      expect([code, body.details.causes.map((cause: { field: string }) => cause.field)]).to.deep.equal([422, fields]);
    });
  }

  it('does not let a binding change its role', async () => {
    await bind(api, 'fixed', { kind: 'ClusterRole', name: 'view' }, alice, 'default');
    const { body } = await api.call('PATCH', `${LOCAL_BINDINGS}/fixed`, { roleRef: { name: 'edit' } }, MERGE);
    expect(body.message).to.match(/roleRef: Invalid value: \{.*"name":"edit".*\}: cannot change roleRef/);
  });
});

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
