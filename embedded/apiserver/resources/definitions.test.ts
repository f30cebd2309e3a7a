import { expect } from 'chai';
import type { CustomResourceDefinition } from '../index.ts';
import { startTestServer, type TestClient, WIDGETS, widget, widgetCrd } from '../testing.ts';
import { compareVersions } from './custom.ts';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

function gadgetCrd(scope: string): CustomResourceDefinition {
  const { spec, ...crd } = widgetCrd();
  const names = { kind: 'Gadget', plural: 'gadgets' };
  return { ...crd, metadata: { name: 'gadgets.example.com' }, spec: { ...spec, scope, names } };
}

type Draft = CustomResourceDefinition;

function withVersions(spec: Draft['spec'], change: object): object {
  return { spec: { ...spec, versions: spec.versions.map((version) => ({ ...version, ...change })) } };
}

function withSchema(spec: Draft['spec'], openAPIV3Schema: object): object {
  return withVersions(spec, { schema: { openAPIV3Schema } });
}

describe('embedded API server: CustomResourceDefinitions', () => {
  let api: TestClient;
  const judged: string[] = [];
  before(async () => {
    api = await startTestServer({
      validators: [
        (crd, version) => (object, old) => {
          judged.push(`${crd.spec.names.kind} ${version} ${object.metadata.name} ${old ? 'update' : 'create'}`);
          if (object.metadata.name !== 'judged') return [];
          return [{ reason: 'FieldValueInvalid', field: 'spec', message: 'Invalid value: "object": not today' }];
        },
      ],
    });
  });
  after(() => api.stop());

  it('has those of the start Established at once', async () => {
    const { body } = await api.call('GET', `${CRDS}/widgets.example.com`);
    const conditions = body.status.conditions.map(({ type, status }: Record<string, string>) => `${type}=${status}`);
    expect(conditions).to.deep.equal(['NamesAccepted=True', 'Established=True']);
    expect(body.status.storedVersions).to.deep.equal(['v1']);
    expect(body.status.acceptedNames.plural).to.equal('widgets');
  });

  it('serves a new one at once, and takes its objects along when it goes', async () => {
    const url = '/apis/example.com/v1/gadgets';
    expect((await api.call('GET', url)).code).to.equal(404);
    expect((await api.call('POST', CRDS, gadgetCrd('Cluster'))).code).to.equal(201);
    const gadget = {
      apiVersion: 'example.com/v1',
      kind: 'Gadget',
      metadata: { name: 'g', finalizers: ['e.io/x'] },
      spec: {},
    };
    expect((await api.call('POST', url, gadget)).body.spec.size).to.equal(3);
    const watch = await api.watch(`${CRDS}?watch=true&fieldSelector=metadata.name%3Dgadgets.example.com`);
    expect((await watch.next())?.object.spec.names.listKind).to.equal('GadgetList');
    await api.call('DELETE', `${CRDS}/gadgets.example.com`);
    expect((await api.call('POST', url, { ...gadget, metadata: { name: 'h' } })).code).to.equal(403);
    const terminating = (await watch.next())?.object.status.conditions ?? [];
    const merge = { 'content-type': 'application/merge-patch+json' };
    await api.call('PATCH', `${url}/g`, { metadata: { finalizers: null } }, merge);
    let line = await watch.next();
    while (line && line.type !== 'DELETED') line = await watch.next();
    watch.close();
    expect(terminating.length).to.be.greaterThan(0);
    expect((await api.call('GET', url)).code).to.equal(404);
  });

  // Both versions have this schema: a real server tells of it once.
  const schemaPath = 'spec.validation.openAPIV3Schema';
  const fieldOf = (schema: unknown) => ({ type: 'object', properties: { a: schema } });
  const broken: [string, (crd: Draft) => object, string][] = [
    ['a name that does not fit', () => ({ metadata: { name: 'other.example.com' } }), 'metadata.name'],
    ['two storage versions', ({ spec }) => withVersions(spec, { storage: true }), 'spec.versions'],
    ['an unknown scope', ({ spec }) => ({ spec: { ...spec, scope: 'Galaxy' } }), 'spec.scope'],
    ['no schema', ({ spec }) => withVersions(spec, { schema: undefined }), 'spec.versions[0].schema.openAPIV3Schema'],
    ['an unknown type', ({ spec }) => withSchema(spec, fieldOf({ type: 'blob' })), `${schemaPath}.properties[a].type`],
    ['a field without a type', ({ spec }) => withSchema(spec, fieldOf({})), `${schemaPath}.properties[a].type`],
  ];
  for (const [what, change, field] of broken) {
    it(`refuses one with ${what}`, async () => {
      const crd = gadgetCrd('Namespaced');
      const { code, body } = await api.call('POST', CRDS, { ...crd, ...change(crd) });
      expect(code, JSON.stringify(body)).to.equal(422);
      expect(body.details.causes.map((cause: { field: string }) => cause.field)).to.include(field);
    });
  }

  it('refuses one with a schema that is none', async () => {
    const crd = gadgetCrd('Namespaced');
    const { code, body } = await api.call('POST', CRDS, { ...crd, ...withSchema(crd.spec, fieldOf(5)) });
    expect([code, body.message]).to.deep.equal([
      400,
      'CustomResourceDefinition in version "v1" cannot be handled as a CustomResourceDefinition: json: cannot unmarshal ' +
        'number into Go struct field JSONSchemaProps.spec.versions.schema.openAPIV3Schema.properties of type v1.JSONSchemaProps',
    ]);
  });

  it('asks further validators after the schema', async () => {
    const { code, body } = await api.call('POST', WIDGETS, widget('judged'));
    expect(code).to.equal(422);
    expect(body.message).to.equal('Widget.example.com "judged" is invalid: spec: Invalid value: "object": not today');
    expect(judged).to.include('Widget v1 judged create');
  });

  it('prefers stable versions, and greater ones', () => {
    const sorted = ['v1alpha1', 'foo', 'v2', 'v1', 'v1beta2', 'v10', 'v1beta1'].sort(compareVersions);
    expect(sorted).to.deep.equal(['v10', 'v2', 'v1', 'v1beta2', 'v1beta1', 'v1alpha1', 'foo']);
  });
});
