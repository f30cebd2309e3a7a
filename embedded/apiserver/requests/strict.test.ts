import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS } from '../testing.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

/** Texts of the Warning headers. */
const warnings = (header: unknown) =>
  [...String(header ?? '').matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => JSON.parse(`"${text}"`));

describe('embedded API server: field validation', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
    const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const spec = { selector: { matchLabels: { a: 'b' } }, template };
    const { code } = await api.call('POST', DEPLOYMENTS, { metadata: { name: 'd' }, spec });
    expect(code).to.equal(201);
  });
  after(() => api.stop());

  const typed =
    '{"metadata":{"name":"a","nope":1},"spec":{"replicas":1,"replicas":2,"foo":{"a":1,"a":2},"template":{"spec":{"containers":' +
    '[{"name":"a","image":"b","image":"b","x":1,"ports":[{"containerPort":80,"y":1}]}]}}},"zz":1}';
  const typedProblems = [
    'unknown field "metadata.nope"',
    'duplicate field "spec.replicas"',
    'unknown field "spec.foo"',
    'duplicate field "spec.template.spec.containers[0].image"',
    'unknown field "spec.template.spec.containers[0].x"',
    'unknown field "spec.template.spec.containers[0].ports[0].y"',
    'unknown field "zz"',
  ];

  it('refuses unknown and repeated fields of a built-in kind in the order of the text, or warns of them', async () => {
    const strict = await api.call('POST', `${DEPLOYMENTS}?fieldValidation=Strict`, typed);
    expect([strict.code, strict.body.message]).to.deep.equal([
      400,
      `Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: ${typedProblems.join(', ')}`,
    ]);
    const warned = await api.call('POST', DEPLOYMENTS, typed);
    expect(warned.code, 'warnings come with a refusal, too').to.equal(422);
    expect(warnings(warned.headers.warning)).to.deep.equal(typedProblems);
    const ignored = await api.call('POST', `${DEPLOYMENTS}?fieldValidation=Ignore`, typed);
    expect(warnings(ignored.headers.warning)).to.deep.equal([]);
  });

  it('tells repeated fields of a custom kind first, then unknown ones by name', async () => {
    const text =
      '{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w","foo":1},"zz":2,"spec":{"size":1,"size":4,"q":1}}';
    const { code, body } = await api.call('POST', `${WIDGETS}?fieldValidation=Strict`, text);
    const problems = [
      'duplicate field "spec.size"',
      ...['metadata.foo', 'spec.q', 'zz'].map((path) => `unknown field "${path}"`),
    ];
    expect([code, body.message]).to.deep.equal([
      400,
      `Widget in version "v1" cannot be handled as a Widget: strict decoding error: ${problems.join(', ')}`,
    ]);
  });

  it('does not take the same name in two objects, or in a text, for a repetition', async () => {
    const text =
      '{"metadata":{"name":"twice","annotations":{"a":"{\\"name\\": 1, \\"name\\": 2}"},"labels":{"name":"x"}},"data":{"name":"y"}}';
    const url = '/api/v1/namespaces/default/configmaps?fieldValidation=Strict';
    expect((await api.call('POST', url, text)).code).to.equal(201);
  });

  it('reads YAML whose last value counts, and tells of the repetition', async () => {
    const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: x}\ndata: {b: z}\n';
    const url = '/api/v1/namespaces/default/configmaps';
    const { code, headers, body } = await api.call('POST', url, yaml, { 'content-type': 'application/yaml' });
    expect([code, body.data, warnings(headers.warning)]).to.deep.equal([201, { b: 'z' }, ['duplicate field "data"']]);
  });

  it('names the patch that made what cannot be read', async () => {
    const strict = `${DEPLOYMENTS}/d?fieldValidation=Strict`;
    const text = '{"spec":{"foo":1,"replicas":2,"replicas":3}}';
    const { code, body } = await api.call('PATCH', strict, text, STRATEGIC);
    expect([code, body.message]).to.deep.equal([
      422,
      ' "" is invalid: patch: Invalid value: "map[spec:map[foo:1 replicas:3]]": strict decoding error: ' +
        'duplicate field "spec.replicas", unknown field "spec.foo"',
    ]);
    const mistyped = await api.call('PATCH', strict, { spec: { replicas: 'x' } }, MERGE);
    expect(mistyped.body.message).to.match(
      /^ "" is invalid: patch: Invalid value: "\{.*\}": json: cannot unmarshal string into Go struct field DeploymentSpec\.spec\.replicas of type int32$/,
    );
    const conversions: [object, string][] = [
      [{ replicas: 'x' }, 'unrecognized type: int32'],
      [{ replicas: 1.5 }, 'cannot convert float64 to int32'],
      [{ template: [] }, 'cannot restore struct from: slice'],
      [{ template: { spec: { containers: [{ name: 'c', args: {} }] } } }, 'cannot restore slice from map'],
      [{ template: { spec: { containers: [{ name: 'c', image: 5 }] } } }, 'cannot convert int64 to string'],
    ];
    for (const [spec, message] of conversions) {
      const converted = await api.call('PATCH', strict, { spec }, STRATEGIC);
      expect(converted.body.message.split('": ').at(-1)).to.equal(message);
    }
    const warned = await api.call('PATCH', `${DEPLOYMENTS}/d`, text, MERGE);
    expect([warned.code, warned.body.spec.replicas]).to.deep.equal([200, 3]);
    expect(warnings(warned.headers.warning)).to.deep.equal([
      'duplicate field "spec.replicas"',
      'unknown field "spec.foo"',
    ]);
  });

  const widget = (spec: unknown) => ({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec });
  const applies: [string, unknown, string][] = [
    ['an unknown field', { foo: 1, bar: 2 }, '.spec.bar: field not declared in schema'],
    ['a text for a number', { size: 'x' }, '.spec.size: expected numeric (int or float), got string'],
    ['a number for a text', { host: 1 }, '.spec.host: expected string, got &value.valueUnstructured{Value:1}'],
    ['a map for a list', { parts: {} }, '.spec.parts: expected list, got &{map[]}'],
    ['a list for a map', { labels: [] }, '.spec.labels: expected map, got &{[]}'],
    ['a member twice', { tags: ['a', 'a'] }, '.spec.tags: duplicate entries for key [="a"]'],
    ['a key twice', { parts: [{ name: 'a' }, { name: 'a' }] }, '.spec.parts: duplicate entries for key [name="a"]'],
    [
      'an item without keys',
      { parts: [{ port: 1 }] },
      '.spec.parts: element 0: associative list with keys has an element that omits all key fields ["name"] ' +
        "(and doesn't have default values for any key fields)",
    ],
    [
      'several mistakes',
      { parts: [{ name: 'a', port: 'x', q: 1 }] },
      'errors:\n  .spec.parts[name="a"].port: expected numeric (int or float), got string\n  .spec.parts[name="a"].q: field not declared in schema',
    ],
  ];
  for (const [what, spec, message] of applies) {
    it(`does not apply ${what}`, async () => {
      const { code, body } = await api.call('PATCH', `${WIDGETS}/w?fieldManager=m`, widget(spec), APPLY);
      const subject = 'failed to create typed patch object (/w; example.com/v1, Kind=Widget)';
      expect([code, body.message]).to.deep.equal([500, `${subject}: ${message}`]);
    });
  }

  it('does not apply a key that comes twice under Strict', async () => {
    const text =
      '{"apiVersion":"example.com/v1",\n"kind":"Widget","metadata":{"name":"w"},\n"spec":{"size":1,"size":2}}';
    const { code, body } = await api.call('PATCH', `${WIDGETS}/w?fieldManager=m&fieldValidation=Strict`, text, APPLY);
    expect([code, body.message]).to.deep.equal([
      400,
      'error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 3: key "size" already set in map',
    ]);
  });

  it('refuses options that there are not, all at once', async () => {
    const { code, body } = await api.call('POST', `${DEPLOYMENTS}?fieldValidation=Bogus&dryRun=x`, {
      metadata: { name: 'a' },
    });
    expect([code, body.message]).to.deep.equal([
      422,
      'CreateOptions.meta.k8s.io "" is invalid: [dryRun: Unsupported value: ["x"]: supported values: "All", ' +
        'fieldValidation: Unsupported value: "Bogus": supported values: "", "Ignore", "Strict", "Warn"]',
    ]);
    const forced = await api.call('PATCH', `${DEPLOYMENTS}/d?force=true`, {}, MERGE);
    expect(forced.body.message).to.equal(
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    );
  });
});
