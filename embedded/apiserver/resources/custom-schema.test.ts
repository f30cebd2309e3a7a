import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

describe('embedded API server: structural schemas', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());

  const cases: [string, object, string][] = [
    ['a missing field', { parts: [{ port: 1 }] }, 'spec.parts[0].name: Required value'],
    [
      'a value not listed',
      { parts: [{ name: 'a', mode: 'Odd' }] },
      'spec.parts[0].mode: Unsupported value: "Odd": supported values: "Fast", "Slow"',
    ],
    [
      'a wrong type',
      { size: 'big' },
      'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
    ],
    [
      'a fraction',
      { size: 1.5 },
      'spec.size: Invalid value: "number": spec.size in body must be of type integer: "number"',
    ],
    [
      'a list for an object',
      { labels: [] },
      'spec.labels: Invalid value: "array": spec.labels in body must be of type object: "array"',
    ],
    [
      'neither integer nor string',
      { target: true },
      'spec.target: Invalid value: "boolean": spec.target in body must be of type integer,string: "boolean"',
    ],
    ['a pattern', { host: 'A' }, `spec.host: Invalid value: "A": spec.host in body should match '^[a-z.]+$'`],
    [
      'too large',
      { rows: [{ name: 'a', port: 70000 }] },
      'spec.rows[0].port: Invalid value: 70000: spec.rows[0].port in body should be less than or equal to 65535',
    ],
    [
      'too small',
      { rows: [{ name: 'a', port: 0 }] },
      'spec.rows[0].port: Invalid value: 0: spec.rows[0].port in body should be greater than or equal to 1',
    ],
    ['too long', { rows: [{ name: 'abcdefghi' }] }, 'spec.rows[0].name: Too long: may not be more than 8 bytes'],
    ['too few', { rows: [] }, 'spec.rows: Invalid value: 0: spec.rows in body should have at least 1 items'],
    [
      'too many',
      { parts: 'abcd'.split('').map((name) => ({ name })) },
      'spec.parts: Too many: 4: must have at most 3 items',
    ],
    ['a key twice', { parts: [{ name: 'a' }, { name: 'a' }] }, 'spec.parts[1]: Duplicate value: {"name":"a"}'],
    ['a member twice', { tags: ['a', 'a'] }, 'spec.tags[1]: Duplicate value: "a"'],
    [
      'a map value of a wrong type',
      { labels: { a: 1 } },
      'spec.labels.a: Invalid value: "integer": spec.labels.a in body must be of type string: "integer"',
    ],
    [
      'both of a choice',
      { choice: { a: '1', b: '2' } },
      '<nil>: Invalid value: "": "spec.choice" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ],
    [
      'a date that is none',
      { since: 'today' },
      'spec.since: Invalid value: "today": spec.since in body must be of type date-time: "today"',
    ],
  ];
  for (const [what, spec, message] of cases) {
    it(`refuses ${what}`, async () => {
      const { code, body } = await api.call('POST', WIDGETS, widget('bad', spec));
      expect(code).to.equal(422);
      expect(body.message).to.contain(message);
      expect(body.message).to.match(/^Widget\.example\.com "bad" is invalid: /);
      expect(body.reason).to.equal('Invalid');
      expect(body.details).to.deep.include({ name: 'bad', group: 'example.com', kind: 'Widget' });
      const [field] = message.split(': ');
      expect(body.details.causes.map((cause: { field: string }) => cause.field)).to.include(field);
    });
  }

  it('lists all errors at once, each a cause of its own', async () => {
    const { body } = await api.call('POST', WIDGETS, widget('bad', { host: 'A', size: 'x' }));
    expect(body.details.causes.map((cause: { reason: string }) => cause.reason).sort()).to.deep.equal([
      'FieldValueInvalid',
      'FieldValueTypeInvalid',
    ]);
    expect(body.message).to.match(/is invalid: \[spec\..*, spec\..*\]$/);
    expect((await api.call('POST', WIDGETS, { ...widget('bad'), spec: undefined })).body.message).to.contain(
      'spec: Required value',
    );
  });

  it('prunes unknown fields, says so as asked, and keeps them where the schema does', async () => {
    const spec = { extra: 1, free: { any: { thing: 1 } }, parts: [{ name: 'a', odd: true }] };
    const warned = await api.call('POST', WIDGETS, widget('pruned', spec));
    expect(warned.code).to.equal(201);
    expect(warned.body.spec).to.deep.equal({
      size: 3,
      free: { any: { thing: 1 } },
      parts: [{ name: 'a', mode: 'Fast' }],
    });
    expect(warned.headers.warning).to.contain('unknown field \\"spec.extra\\"').and.to.contain('spec.parts[0].odd');
    const strict = await api.call('POST', `${WIDGETS}?fieldValidation=Strict`, widget('strict', spec));
    expect(strict.code).to.equal(400);
    expect(strict.body.message).to.contain('strict decoding error: unknown field "spec.extra"');
    const silent = await api.call('POST', `${WIDGETS}?fieldValidation=Ignore`, widget('silent', spec));
    expect(silent.headers).not.to.have.property('warning');
  });

  it('takes null as missing unless it is allowed', async () => {
    const { body } = await api.call('POST', WIDGETS, widget('nulls', { size: null, host: null, note: null }));
    expect(body.spec).to.deep.equal({ size: 3, note: null });
  });

  it('lets what was broken before stay on update, and nothing new', async () => {
    const crdUrl = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com';
    await api.call('POST', WIDGETS, widget('old', { host: 'ab', parts: [{ name: 'a', port: 2 }, { name: 'b' }] }));
    const crd = (await api.call('GET', crdUrl)).body;
    for (const version of crd.spec.versions) {
      const { host, parts } = version.schema.openAPIV3Schema.properties.spec.properties;
      host.pattern = '^z$';
      parts.items.properties.port.maximum = 1;
    }
    expect((await api.call('PUT', crdUrl, crd)).code).to.equal(200);
    const merge = { 'content-type': 'application/merge-patch+json' };
    expect((await api.call('PATCH', `${WIDGETS}/old`, { spec: { size: 9 } }, merge)).code).to.equal(200);
    expect((await api.call('PATCH', `${WIDGETS}/old`, { spec: { host: 'cd' } }, merge)).code).to.equal(422);
    expect((await api.call('POST', WIDGETS, widget('new', { host: 'ab' }))).code).to.equal(422);
    const patchParts = (parts: object[]) => api.call('PATCH', `${WIDGETS}/old`, { spec: { parts } }, merge);
    expect((await patchParts([{ name: 'c' }, { name: 'a', port: 2 }])).code, 'matched by its key').to.equal(200);
    const added = await patchParts([{ name: 'd', port: 2 }]);
    expect(added.code, 'an item that was not there before').to.equal(422);
  });
});
