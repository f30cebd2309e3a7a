import { expect } from 'chai';
import type { TestClient } from '../../testing.ts';
import { as, bind, startAuthServer } from '../testing.ts';
import { alice, BINDINGS, CLUSTER_ROLES, GROUP, LOCAL_BINDINGS, LOCAL_ROLES, MERGE } from './testing.ts';

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
    expect(body.message).to.match(/roleRef: Invalid value: \{.*"Name":"edit".*\}: cannot change roleRef/);
  });
});
