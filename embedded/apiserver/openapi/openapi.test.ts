import { expect } from 'chai';
import protobuf from 'protobufjs/light.js';
import { startTestServer, type TestClient } from '../testing.ts';

const ENCODED = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** Every `$ref` of a document. */
function listRefs(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    name === '$ref' && typeof field === 'string' ? [field] : listRefs(field),
  );
}

describe('embedded API server: OpenAPI', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());

  const paths = async () =>
    (await api.call('GET', '/openapi/v3')).body.paths as Record<string, { serverRelativeURL: string }>;
  const read = async (name: string) => (await api.call('GET', (await paths())[name]?.serverRelativeURL ?? '')).body;

  it('has a document for each version, complete in itself', async () => {
    const found = await paths();
    expect(Object.keys(found)).to.include.members([
      'api/v1',
      'apis/apps/v1',
      'apis/batch/v1',
      'apis/example.com/v1',
      'apis/example.com/v1beta1',
    ]);
    for (const name of Object.keys(found)) {
      const { components, paths: operations } = await read(name);
      const names = Object.keys(components.schemas).map((one) => `#/components/schemas/${one}`);
      expect(names, name).to.include.members([...new Set(listRefs({ components, operations }))]);
    }
  });

  it('tells kinds with their fields, what is required, and how they merge', async () => {
    const { components } = await read('api/v1');
    const pod = components.schemas['io.k8s.api.core.v1.Pod'];
    expect(pod['x-kubernetes-group-version-kind']).to.deep.equal([{ group: '', version: 'v1', kind: 'Pod' }]);
    expect(pod.properties.spec).to.deep.equal({ $ref: '#/components/schemas/io.k8s.api.core.v1.PodSpec' });
    const { required, properties } = components.schemas['io.k8s.api.core.v1.PodSpec'];
    expect(required).to.deep.equal(['containers']);
    const { description, ...containers } = properties.containers;
    expect(description).to.match(/^List of containers/);
    expect(containers).to.deep.equal({
      type: 'array',
      items: { $ref: '#/components/schemas/io.k8s.api.core.v1.Container' },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'name',
    });
    const { limits } = components.schemas['io.k8s.api.core.v1.ResourceRequirements'].properties;
    expect(limits.additionalProperties.$ref).to.match(/\.Quantity$/);
  });

  it('tells custom kinds by their schemas', async () => {
    const { components } = await read('apis/example.com/v1');
    const { properties, required } = components.schemas['com.example.v1.Widget'];
    expect([required, properties.spec.properties.size]).to.deep.equal([['spec'], { type: 'integer', default: 3 }]);
    expect(properties.metadata.$ref).to.equal('#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
  });

  it('tells which patches and options an operation takes, as kubectl looks for them', async () => {
    const { paths: core } = await read('api/v1');
    const { patch } = core['/api/v1/namespaces/{namespace}/pods/{name}'];
    expect(patch['x-kubernetes-group-version-kind']).to.deep.equal({ group: '', version: 'v1', kind: 'Pod' });
    expect(patch.requestBody.content).to.include.keys(
      'application/strategic-merge-patch+json',
      'application/apply-patch+yaml',
    );
    expect(patch.parameters.map(({ name }: { name: string }) => name)).to.include.members([
      'fieldValidation',
      'dryRun',
    ]);
    const { paths: custom } = await read('apis/example.com/v1');
    const widget = custom['/apis/example.com/v1/namespaces/{namespace}/widgets/{name}'];
    expect(widget.patch.requestBody.content).not.to.have.property('application/strategic-merge-patch+json');
    expect(custom).to.have.property('/apis/example.com/v1/namespaces/{namespace}/widgets/{name}/status');
  });

  it('lets clients keep a document by its hash, leads them on from another, and knows what they have', async () => {
    const url = (await paths())['apis/apps/v1']?.serverRelativeURL ?? '';
    const kept = await api.call('GET', url);
    expect(kept.headers['cache-control']).to.equal('public, immutable');
    const moved = await api.call('GET', '/openapi/v3/apis/apps/v1?hash=OTHER');
    expect([moved.code, moved.headers.location]).to.deep.equal([301, url]);
    const again = await api.call('GET', '/openapi/v3/apis/apps/v1', undefined, {
      'if-none-match': String(kept.headers.etag),
    });
    expect([again.code, again.text]).to.deep.equal([304, '']);
    expect((await api.call('GET', '/openapi/v3/apis/none/v1')).code).to.equal(404);
  });

  it('changes the hash of a version with its definition, and of no other', async () => {
    const before = await paths();
    const crd = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com';
    const patch = [
      {
        op: 'add',
        path: '/spec/versions/1/schema/openAPIV3Schema/properties/spec/properties/added',
        value: { type: 'string' },
      },
    ];
    const { code } = await api.call('PATCH', crd, patch, { 'content-type': 'application/json-patch+json' });
    expect(code).to.equal(200);
    const after = await paths();
    const changed = Object.keys(after).filter(
      (name) => after[name]?.serverRelativeURL !== before[name]?.serverRelativeURL,
    );
    expect(changed).to.deep.equal(['apis/example.com/v1beta1']);
    const { components } = await read('apis/example.com/v1beta1');
    expect(components.schemas['com.example.v1beta1.Widget'].properties.spec.properties).to.have.property('added');
  });

  it('has one document of OpenAPI 2, as JSON and as protobuf', async () => {
    const { body } = await api.call('GET', '/openapi/v2');
    expect(body.swagger).to.equal('2.0');
    expect(Object.keys(body.definitions).map((one) => `#/definitions/${one}`)).to.include.members([
      ...new Set(listRefs(body)),
    ]);
    expect(body.definitions['com.example.v1.Widget'].properties.spec.properties.choice).not.to.have.property('oneOf');
    const encoded = await api.call('GET', '/openapi/v2', undefined, { accept: `${ENCODED},application/json` });
    expect(encoded.headers['content-type']).to.equal(ENCODED);
    // The numbers are those of the public definition, so that a slip in ours shows.
    const named = { fields: { name: { id: 1, type: 'string' } } };
    const nested = {
      Document: {
        fields: {
          swagger: { id: 1, type: 'string' },
          paths: { id: 8, type: 'Paths' },
          definitions: { id: 9, type: 'Definitions' },
        },
      },
      Paths: { fields: { path: { id: 2, type: 'Named', rule: 'repeated' } } },
      Definitions: { fields: { additionalProperties: { id: 1, type: 'Named', rule: 'repeated' } } },
      Named: named,
    };
    const document = protobuf.Root.fromJSON({ nested }).lookupType('Document').decode(encoded.bytes).toJSON();
    expect(document.swagger).to.equal('2.0');
    const names = (list: { name: string }[]) => list.map(({ name }) => name);
    expect(names(document.definitions.additionalProperties)).to.deep.equal(Object.keys(body.definitions));
    expect(names(document.paths.path)).to.deep.equal(Object.keys(body.paths));
  });
});
