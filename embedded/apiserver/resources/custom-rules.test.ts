import { expect } from 'chai';
import type { CustomResourceDefinition, JsonSchema } from '../../../apimachinery/types.ts';
import { startTestServer, type TestClient, WIDGETS, widget, widgetCrd } from '../testing.ts';

const rule = (expression: string, more: object = {}) => ({
  'x-kubernetes-validations': [{ rule: expression, ...more }],
});

function ruledCrd(): CustomResourceDefinition {
  const crd = structuredClone(widgetCrd());
  const schema = crd.spec.versions[0]?.schema?.openAPIV3Schema as JsonSchema;
  Object.assign(
    schema.properties?.spec ?? {},
    rule('!has(self.host) || self.size < 5', { message: 'hosts are small' }),
  );
  return crd;
}

describe('embedded API server: rules of CRDs', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer({ crds: [ruledCrd()] });
  });
  after(() => api.stop());

  it('refuse what breaks them, after the schema', async () => {
    const { code, body } = await api.call('POST', WIDGETS, widget('a', { size: 7, host: 'x' }));
    expect(code).to.equal(422);
    expect(body.message).to.equal('Widget.example.com "a" is invalid: spec: Invalid value: "object": hosts are small');
    const blocked = await api.call('POST', WIDGETS, widget('a', { size: 'x', host: 'x' }));
    expect(blocked.body.message).to.contain('some validation rules were not checked');
  });

  it('may use all of the syntax', async () => {
    const crd = structuredClone(ruledCrd());
    Object.assign(crd.metadata, { name: 'dots.example.com' });
    Object.assign(crd.spec.names, { kind: 'Dot', plural: 'dots', singular: 'dot', listKind: 'DotList' });
    const schema = crd.spec.versions[0]?.schema?.openAPIV3Schema as JsonSchema;
    const rules = [
      ".self.host != 'core'",
      'double(self.size) != .5',
      '[?self.?host].size() < 2',
      "{?'a': self.?host}.size() < 2",
      'google.protobuf.Timestamp{seconds: 1} == timestamp(1)',
    ];
    const validations = rules.map((text) => ({ rule: text }));
    Object.assign(schema.properties?.spec ?? {}, { 'x-kubernetes-validations': validations });
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    expect((await api.call('POST', path, crd)).code).to.equal(201);
    const dot = { ...widget('d', { size: 1, host: 'x' }), kind: 'Dot' };
    expect((await api.call('POST', WIDGETS.replace('widgets', 'dots'), dot)).code).to.equal(201);
  });

  it('take what keeps them, and refuse a definition whose rules do not compile', async () => {
    expect((await api.call('POST', WIDGETS, widget('b', { size: 4, host: 'x' }))).code).to.equal(201);
    const crd = structuredClone(ruledCrd());
    Object.assign(crd.metadata, { name: 'gadgets.example.com' });
    Object.assign(crd.spec.names, { kind: 'Gadget', plural: 'gadgets', singular: 'gadget', listKind: 'GadgetList' });
    const schema = crd.spec.versions[0]?.schema?.openAPIV3Schema as JsonSchema;
    Object.assign(schema.properties?.spec ?? {}, rule('self.nothing == 1'));
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const { code, body } = await api.call('POST', path, crd);
    expect(code).to.equal(422);
    expect(body.message).to.contain("undefined field 'nothing'");
  });
});
