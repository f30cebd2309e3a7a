import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

describe('embedded API server: patches', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());

  const apply = (manager: string, name: string, spec: object, more = '') =>
    api.call('PATCH', `${WIDGETS}/${name}?fieldManager=${manager}${more}`, widget(name, spec), APPLY);
  const managers = (body: { metadata: { managedFields?: { manager: string; fieldsV1: object }[] } }) =>
    Object.fromEntries((body.metadata.managedFields ?? []).map((entry) => [entry.manager, entry.fieldsV1]));

  it('merges: null removes, lists are replaced', async () => {
    await api.call(
      'POST',
      WIDGETS,
      widget('merged', { host: 'a', parts: [{ name: 'x' }], labels: { a: '1', b: '2' } }),
    );
    const patch = { spec: { host: null, parts: [{ name: 'y' }], labels: { b: null, c: '3' } } };
    const { body } = await api.call('PATCH', `${WIDGETS}/merged`, patch, MERGE);
    expect(body.spec).to.deep.equal({ size: 3, parts: [{ name: 'y', mode: 'Fast' }], labels: { a: '1', c: '3' } });
    const stale = await api.call('PATCH', `${WIDGETS}/merged`, { metadata: { resourceVersion: '1' } }, MERGE);
    expect(stale.code).to.equal(409);
  });

  it('applies JSON patches, refusing those that do not fit', async () => {
    await api.call('POST', WIDGETS, widget('patched', { tags: ['a'] }));
    const patch = [
      { op: 'test', path: '/spec/size', value: 3 },
      { op: 'add', path: '/spec/tags/-', value: 'b' },
    ];
    expect((await api.call('PATCH', `${WIDGETS}/patched`, patch, JSON_PATCH)).body.spec.tags).to.deep.equal(['a', 'b']);
    for (const [operations, code] of [
      [[{ op: 'test', path: '/spec/size', value: 4 }], 422],
      [[{ op: 'remove', path: '/spec/nothing' }], 422],
      [[{ op: 'paint', path: '/spec' }], 422],
      [{ op: 'add' }, 400],
    ] as const) {
      const { code: found, body } = await api.call('PATCH', `${WIDGETS}/patched`, operations, JSON_PATCH);
      expect([found, body.kind]).to.deep.equal([code, 'Status']);
    }
  });

  it('refuses strategic merge for custom kinds, and merges containers by name for built-in ones', async () => {
    await api.call('POST', WIDGETS, widget('plain'));
    expect((await api.call('PATCH', `${WIDGETS}/plain`, {}, STRATEGIC)).code).to.equal(415);
    const containers = [
      { name: 'a', image: 'a:1', args: ['x'] },
      { name: 'b', image: 'b:1' },
    ];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', finalizers: ['e.io/a'] },
      spec: { containers },
    };
    await api.call('POST', '/api/v1/namespaces/default/pods', pod);
    const patch = {
      metadata: { finalizers: ['e.io/b'], '$deleteFromPrimitiveList/finalizers': ['e.io/a'] },
      spec: {
        '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }],
        containers: [
          { name: 'c', image: 'c:1' },
          { name: 'b', $patch: 'delete' },
          { name: 'a', image: 'a:2' },
        ],
      },
    };
    const { body } = await api.call('PATCH', '/api/v1/namespaces/default/pods/p', patch, STRATEGIC);
    const found = body.spec.containers.map(({ name, image, args }: Record<string, unknown>) => ({ name, image, args }));
    expect(found).to.deep.equal([
      { name: 'c', image: 'c:1', args: undefined },
      { name: 'a', image: 'a:2', args: ['x'] },
    ]);
    expect(body.metadata.finalizers).to.deep.equal(['e.io/b']);
    expect(JSON.stringify(body)).not.to.contain('$');
  });

  it('applies: creates, merges lists by key and sets by value, and drops what its manager no longer says', async () => {
    const first = await apply('one', 'applied', {
      host: 'a',
      parts: [{ name: 'x', port: 1 }, { name: 'y' }],
      tags: ['a', 'b'],
    });
    expect(first.code).to.equal(201);
    const second = await apply('two', 'applied', { parts: [{ name: 'z' }], tags: ['c'] });
    expect(second.code).to.equal(200);
    expect(second.body.spec.parts.map((part: { name: string }) => part.name)).to.deep.equal(['x', 'y', 'z']);
    expect(second.body.spec.tags).to.deep.equal(['a', 'b', 'c']);
    const third = await apply('one', 'applied', { parts: [{ name: 'x' }], tags: ['b'] });
    expect(third.body.spec).to.deep.equal({
      size: 3,
      parts: [
        { name: 'x', mode: 'Fast' },
        { name: 'z', mode: 'Fast' },
      ],
      tags: ['b', 'c'],
    });
    expect(managers(third.body)).to.deep.equal({
      one: { 'f:spec': { 'f:parts': { 'k:{"name":"x"}': { '.': {}, 'f:name': {} } }, 'f:tags': { 'v:"b"': {} } } },
      two: { 'f:spec': { 'f:parts': { 'k:{"name":"z"}': { '.': {}, 'f:name': {} } }, 'f:tags': { 'v:"c"': {} } } },
    });
    const again = await apply('one', 'applied', { parts: [{ name: 'x' }], tags: ['b'] });
    expect(again.body.metadata.resourceVersion).to.equal(third.body.metadata.resourceVersion);
  });

  it('replaces atomic lists, and keeps a shared field until its last manager lets go', async () => {
    await apply('one', 'shared', { host: 'a', rows: [{ name: 'p' }, { name: 'q' }] });
    await apply('two', 'shared', { host: 'a' });
    const replaced = await apply('one', 'shared', { rows: [{ name: 'r' }] });
    expect(replaced.body.spec.rows).to.deep.equal([{ name: 'r', mode: 'Fast' }]);
    expect(replaced.body.spec.host).to.equal('a');
    expect((await apply('two', 'shared', {})).body.spec).not.to.have.property('host');
  });

  it('tells conflicts unless forced, and moves the field to who forced it', async () => {
    await api.call('POST', `${WIDGETS}?fieldManager=writer`, widget('fought', { host: 'a', size: 1 }));
    const refused = await apply('applier', 'fought', { host: 'b' });
    expect(refused.code).to.equal(409);
    expect(refused.body.details.causes[0]).to.deep.include({ reason: 'FieldManagerConflict', field: '.spec.host' });
    expect(refused.body.message).to.match(
      /^Apply failed with 1 conflict: conflict with "writer" using example.com\/v1/,
    );
    const forced = await apply('applier', 'fought', { host: 'b' }, '&force=true');
    expect(forced.body.spec.host).to.equal('b');
    expect(managers(forced.body)).to.deep.equal({
      writer: { 'f:spec': { '.': {}, 'f:size': {} } },
      applier: { 'f:spec': { 'f:host': {} } },
    });
  });

  it('applies to the status alone, under its own entry', async () => {
    await apply('one', 'stated', { size: 1 });
    const body = { ...widget('stated', { size: 5 }), status: { phase: 'Up' } };
    const answer = await api.call('PATCH', `${WIDGETS}/stated/status?fieldManager=one&force=true`, body, APPLY);
    expect(answer.body.spec.size).to.equal(1);
    expect(answer.body.status).to.deep.equal({ phase: 'Up' });
    const places = answer.body.metadata.managedFields.map((entry: { subresource?: string }) => entry.subresource);
    expect(places).to.deep.equal([undefined, 'status']);
  });

  it('asks who applies, reads YAML, and refuses another name', async () => {
    const anonymous = await api.call('PATCH', `${WIDGETS}/x`, widget('x'), APPLY);
    expect([anonymous.code, anonymous.body.message]).to.deep.equal([
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ]);
    const yaml = 'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: yaml\nspec: {size: 4}\n';
    expect((await api.call('PATCH', `${WIDGETS}/yaml?fieldManager=me`, yaml, APPLY)).body.spec.size).to.equal(4);
    expect((await api.call('PATCH', `${WIDGETS}/other?fieldManager=me`, yaml, APPLY)).code).to.equal(400);
  });
});
