import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

const API = '/apis/admissionregistration.k8s.io/v1';
const POLICIES = `${API}/validatingadmissionpolicies`;
const BINDINGS = `${API}/validatingadmissionpolicybindings`;
const MERGE = { 'content-type': 'application/merge-patch+json' };
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

function ruleFor(resource: string, group: string, operations = ['CREATE', 'UPDATE']): object {
  return { apiGroups: [group], apiVersions: ['v1'], operations, resources: [resource] };
}

/** Says of a definition which release of the kinds it belongs to, as the guard below reads it. */
function definition(version: string, channel: string): object {
  const metadata = { name: 'gears.example.org', annotations: { version, channel } };
  const schema = { openAPIV3Schema: { type: 'object' } };
  const names = { kind: 'Gear', plural: 'gears', singular: 'gear', listKind: 'GearList' };
  const versions = [{ name: 'v1', served: true, storage: true, schema }];
  return { metadata, spec: { group: 'example.org', scope: 'Namespaced', names, versions } };
}

describe('embedded API server: ValidatingAdmissionPolicy', () => {
  let api: TestClient;
  beforeEach(async () => {
    api = await startTestServer();
  });
  afterEach(() => api.stop());

  const guard = async (name: string, spec: object, binding: object = {}) => {
    const matchConstraints = { resourceRules: [ruleFor('widgets', 'example.com')] };
    const policy = await api.call('POST', POLICIES, { metadata: { name }, spec: { matchConstraints, ...spec } });
    expect([policy.code, policy.body.message]).to.deep.equal([201, undefined]);
    const bound = { policyName: name, validationActions: ['Deny'], ...binding };
    expect((await api.call('POST', BINDINGS, { metadata: { name }, spec: bound })).code).to.equal(201);
  };

  it('refuses what a bound policy has something against, in the words of a real server', async () => {
    await guard('sizes', { validations: [{ expression: 'object.spec.size < 5', message: 'too large' }] });
    expect((await api.call('POST', WIDGETS, widget('small', { size: 4 }))).code).to.equal(201);
    const { code, body } = await api.call('POST', WIDGETS, widget('large', { size: 5 }));
    expect([code, body.reason]).to.deep.equal([422, 'Invalid']);
    const message = "ValidatingAdmissionPolicy 'sizes' with binding 'sizes' denied request: too large";
    expect(body.message).to.equal(`widgets.example.com "large" is forbidden: ${message}`);
    expect(body.details).to.deep.equal({
      ...{ name: 'large', group: 'example.com', kind: 'widgets' },
      causes: [{ message }],
    });
    expect((await api.call('GET', `${WIDGETS}/large`)).code).to.equal(404);
    expect((await api.call('PATCH', `${WIDGETS}/small`, { spec: { size: 6 } }, MERGE)).code).to.equal(422);
    expect((await api.call('GET', `${WIDGETS}/small`)).body.spec.size).to.equal(4);
  });

  it('lets policies count from the next request, and no longer once their binding is gone', async () => {
    await guard('none', { validations: [{ expression: 'false' }] });
    expect((await api.call('POST', WIDGETS, widget('a'))).code).to.equal(422);
    expect(
      (await api.call('PATCH', `${POLICIES}/none`, { spec: { validations: [{ expression: 'true' }] } }, MERGE)).code,
    ).to.equal(200);
    expect((await api.call('POST', WIDGETS, widget('a'))).code).to.equal(201);
    expect(
      (await api.call('PATCH', `${POLICIES}/none`, { spec: { validations: [{ expression: 'false' }] } }, MERGE)).code,
    ).to.equal(200);
    expect((await api.call('POST', WIDGETS, widget('b'))).code).to.equal(422);
    await api.call('DELETE', `${BINDINGS}/none`);
    expect((await api.call('POST', WIDGETS, widget('b'))).code).to.equal(201);
  });

  it('guards definitions against older releases and other channels, as the Gateway API does with its own', async () => {
    const isOurs = "object.spec.group != 'example.org'";
    await guard('safe-upgrades', {
      matchConstraints: { resourceRules: [ruleFor('*', 'apiextensions.k8s.io')] },
      validations: [
        {
          expression: `${isOurs} || oldObject == null || object.metadata.annotations['channel'] == oldObject.metadata.annotations['channel']`,
          message: 'another channel',
        },
        {
          expression: String.raw`${isOurs} || !object.metadata.annotations['version'].matches('v1[.][0-6][.]\\d+')`,
          message: 'too old',
        },
      ],
    });
    const old = await api.call('POST', CRDS, definition('v1.6.3', 'standard'));
    expect([old.code, old.body.message.split(': ').at(-1)]).to.deep.equal([422, 'too old']);
    expect((await api.call('POST', CRDS, definition('v1.7.0', 'standard'))).code).to.equal(201);
    const path = `${CRDS}/gears.example.org`;
    const other = await api.call('PATCH', path, definition('v1.7.0', 'experimental'), MERGE);
    expect([other.code, other.body.message.split(': ').at(-1)]).to.deep.equal([422, 'another channel']);
    expect((await api.call('PATCH', path, definition('v1.8.0', 'standard'), MERGE)).code).to.equal(200);
  });

  it('warns where the binding says so', async () => {
    const validations = [{ expression: 'false', messageExpression: "'no ' + object.metadata.name" }];
    await guard('warns', { validations }, { validationActions: ['Warn'] });
    const { code, headers } = await api.call('POST', WIDGETS, widget('a'));
    expect(code).to.equal(201);
    const text = "Validation failed for ValidatingAdmissionPolicy 'warns' with binding 'warns': no a";
    expect(headers.warning).to.equal(`299 - "${text}"`);
  });

  it('refuses what it cannot evaluate, unless the policy says to ignore that', async () => {
    const validations = [{ expression: 'object.spec.none == 1' }];
    await guard('fails', { validations });
    const { body } = await api.call('POST', WIDGETS, widget('a'));
    expect(body.message).to.match(/expression 'object.spec.none == 1' resulted in error: no such key: none$/);
    await api.call('PATCH', `${POLICIES}/fails`, { spec: { failurePolicy: 'Ignore' } }, MERGE);
    expect((await api.call('POST', WIDGETS, widget('a'))).code).to.equal(201);
  });

  it('judges deletions, and whole collections of them', async () => {
    const matchConstraints = { resourceRules: [ruleFor('widgets', 'example.com', ['DELETE'])] };
    await guard('kept', { matchConstraints, validations: [{ expression: "oldObject.metadata.name != 'kept'" }] });
    for (const name of ['kept', 'gone']) await api.call('POST', WIDGETS, widget(name));
    expect((await api.call('DELETE', `${WIDGETS}/kept`)).code).to.equal(422);
    expect((await api.call('DELETE', `${WIDGETS}/gone`)).code).to.equal(200);
    expect((await api.call('DELETE', WIDGETS)).code).to.equal(422);
    expect((await api.call('GET', `${WIDGETS}/kept`)).code).to.equal(200);
  });

  it('takes parameters', async () => {
    const paramKind = { apiVersion: 'v1', kind: 'ConfigMap' };
    const paramRef = { name: 'limits', namespace: 'default', parameterNotFoundAction: 'Deny' };
    const validations = [{ expression: 'object.spec.size <= int(params.data.most)' }];
    await guard('limited', { paramKind, validations }, { paramRef });
    const without = await api.call('POST', WIDGETS, widget('a', { size: 2 }));
    expect(without.body.message).to.match(/failed to configure binding: no params found/);
    const maps = '/api/v1/namespaces/default/configmaps';
    await api.call('POST', maps, { metadata: { name: 'limits' }, data: { most: '2' } });
    expect((await api.call('POST', WIDGETS, widget('a', { size: 2 }))).code).to.equal(201);
    expect((await api.call('POST', WIDGETS, widget('b', { size: 3 }))).code).to.equal(422);
  });

  it('asks its own rules about the user', async () => {
    const expression = "authorizer.requestResource.check('approve').allowed()";
    await guard('approved', { validations: [{ expression }] });
    expect((await api.call('POST', WIDGETS, widget('a'))).code).to.equal(201);
    const rbac = '/apis/rbac.authorization.k8s.io/v1';
    const rules = [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['create'] }];
    await api.call('POST', `${rbac}/clusterroles`, { metadata: { name: 'maker' }, rules });
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'maker' };
    const subjects = [{ kind: 'User', name: 'jane' }];
    await api.call('POST', `${rbac}/clusterrolebindings`, { metadata: { name: 'maker' }, roleRef, subjects });
    const jane = { 'impersonate-user': 'jane' };
    expect((await api.call('POST', WIDGETS, widget('b'), jane)).code).to.equal(422);
  });

  it('reads no parameters for somebody who may not read them', async () => {
    const rbac = '/apis/rbac.authorization.k8s.io/v1';
    const rules = [{ apiGroups: ['admissionregistration.k8s.io'], resources: ['*'], verbs: ['*'] }];
    await api.call('POST', `${rbac}/clusterroles`, { metadata: { name: 'clerk' }, rules });
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'clerk' };
    const subjects = [{ kind: 'User', name: 'clerk' }];
    await api.call('POST', `${rbac}/clusterrolebindings`, { metadata: { name: 'clerk' }, roleRef, subjects });
    const resourceRules = [ruleFor('widgets', 'example.com')];
    const validations = [{ expression: 'params.data.a == ""' }];
    const spec = { paramKind: { apiVersion: 'v1', kind: 'Secret' }, matchConstraints: { resourceRules }, validations };
    const clerk = { 'impersonate-user': 'clerk' };
    const { code, body } = await api.call('POST', POLICIES, { metadata: { name: 'p' }, spec }, clerk);
    expect(code).to.equal(422);
    expect(body.details.causes[0].message).to.match(
      /^Forbidden: user &\{clerk .* must have "get" permission on all objects/,
    );
    expect((await api.call('POST', POLICIES, { metadata: { name: 'p' }, spec })).code).to.equal(201);
    const paramRef = { name: 's', namespace: 'default', parameterNotFoundAction: 'Deny' };
    const bound = { metadata: { name: 'b' }, spec: { policyName: 'p', paramRef, validationActions: ['Deny'] } };
    expect((await api.call('POST', BINDINGS, bound, clerk)).code).to.equal(422);
    expect((await api.call('POST', BINDINGS, bound)).code).to.equal(201);
  });

  it('leaves the server itself and its policies alone', async () => {
    const resourceRules = [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*', '*/*'] }];
    await guard('all', {
      matchConstraints: { resourceRules: resourceRules.map((rule) => ({ ...rule, resources: ['*/*'] })) },
      validations: [{ expression: 'false' }],
    });
    expect((await api.call('POST', WIDGETS, widget('a'))).code).to.equal(422);
    expect((await api.call('DELETE', `${BINDINGS}/all`)).code).to.equal(200);
    expect((await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'free' } })).code).to.equal(201);
  });

  it('tells in the status what does not fit the kinds that a policy is about', async () => {
    const validations = [{ expression: 'object.spec.sise < 5' }, { expression: 'object.spec.size < 5' }];
    await guard('typed', { validations });
    const { body } = await api.call('GET', `${POLICIES}/typed`);
    expect(body.status.observedGeneration).to.equal(1);
    const [warning, ...others] = body.status.typeChecking.expressionWarnings;
    expect(others).to.deep.equal([]);
    expect(warning.fieldRef).to.equal('spec.validations[0].expression');
    expect(warning.warning).to.match(/^example.com\/v1, Kind=Widget: ERROR: <input>:1:12: undefined field 'sise'\n/);
  });
});
