import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

describe('embedded API server: objects', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer({ clock: { date: () => new Date('2030-01-02T03:04:05.678Z') } });
  });
  after(() => api.stop());

  it('creates with identity, defaults, generation and owner of fields', async () => {
    const { code, body } = await api.call('POST', `${WIDGETS}?fieldManager=me`, {
      ...widget('created', { parts: [{ name: 'a' }], note: null, host: 'x' }, { uid: 'mine', generation: 7 }),
      status: { phase: 'Ready' },
    });
    expect(code).to.equal(201);
    expect(body.metadata).to.deep.include({ name: 'created', namespace: 'default', generation: 1 });
    expect(body.metadata.uid).to.match(/^[0-9a-f-]{36}$/);
    expect(body.metadata.creationTimestamp).to.equal('2030-01-02T03:04:05Z');
    expect(body.metadata).not.to.have.property('selfLink');
    expect(body.spec).to.deep.equal({ size: 3, parts: [{ name: 'a', mode: 'Fast' }], note: null, host: 'x' });
    expect(body).not.to.have.property('status');
    const [entry] = body.metadata.managedFields;
    expect(entry).to.deep.include({ manager: 'me', operation: 'Update', apiVersion: 'example.com/v1' });
    expect(entry.fieldsV1['f:spec']['f:parts']).to.deep.equal({
      '.': {},
      'k:{"name":"a"}': { '.': {}, 'f:mode': {}, 'f:name': {} },
    });
  });

  it('refuses a second object of the name, and one that cannot be found', async () => {
    await api.call('POST', WIDGETS, widget('twice'));
    const again = await api.call('POST', WIDGETS, widget('twice'));
    expect(again.code).to.equal(409);
    expect(again.body).to.deep.include({ kind: 'Status', status: 'Failure', reason: 'AlreadyExists' });
    expect(again.body.message).to.equal('widgets.example.com "twice" already exists');
    const missing = await api.call('GET', `${WIDGETS}/nothing`);
    expect(missing.body).to.deep.equal({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'widgets.example.com "nothing" not found',
      reason: 'NotFound',
      details: { name: 'nothing', group: 'example.com', kind: 'widgets' },
      code: 404,
    });
  });

  it('makes names of a prefix', async () => {
    const { body } = await api.call('POST', WIDGETS, { ...widget(''), metadata: { generateName: 'gen-' } });
    expect(body.metadata.name).to.match(/^gen-[a-z0-9]{5}$/);
    const nameless = await api.call('POST', WIDGETS, { ...widget(''), metadata: {} });
    expect(nameless.code).to.equal(422);
    expect(nameless.body.message).to.contain('metadata.name: Required value: name or generateName is required');
  });

  it('refuses a namespace that is missing or another than the path says', async () => {
    const missing = await api.call('POST', WIDGETS.replace('default', 'none'), widget('x'));
    expect([missing.code, missing.body.message]).to.deep.equal([404, 'namespaces "none" not found']);
    const other = await api.call('POST', WIDGETS, widget('x', {}, { namespace: 'kube-system' }));
    expect([other.code, other.body.reason]).to.deep.equal([400, 'BadRequest']);
  });

  it('refuses stale updates, and counts generations by the spec only', async () => {
    const created = (await api.call('POST', WIDGETS, widget('counted', { size: 1 }))).body;
    const url = `${WIDGETS}/counted`;
    const labelled = { ...created, metadata: { ...created.metadata, labels: { a: 'b' } } };
    const first = (await api.call('PUT', url, labelled)).body;
    expect(first.metadata.generation).to.equal(1);
    const stale = await api.call('PUT', url, { ...created, spec: { size: 2 } });
    expect(stale.code).to.equal(409);
    expect(stale.body.message).to.equal(
      'Operation cannot be fulfilled on widgets.example.com "counted": the object has been modified; please apply your changes to the latest version and try again',
    );
    const second = (await api.call('PUT', url, { ...first, spec: { size: 2 }, status: { phase: 'No' } })).body;
    expect(second.metadata.generation).to.equal(2);
    expect(second).not.to.have.property('status');
    const same = (await api.call('PUT', url, second)).body;
    expect(same.metadata.resourceVersion).to.equal(second.metadata.resourceVersion);
    const { resourceVersion: _revision, ...unversioned } = second.metadata;
    const blind = await api.call('PUT', url, { ...second, metadata: unversioned });
    expect([blind.code, blind.body.message]).to.deep.equal([
      422,
      'widgets.example.com "counted" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    ]);
  });

  const blindPatches: [string, string, unknown][] = [
    ['a merge patch with null', 'merge-patch', { metadata: { resourceVersion: null } }],
    ['a merge patch with no text', 'merge-patch', { metadata: { resourceVersion: '' } }],
    ['a merge patch with zero', 'merge-patch', { metadata: { resourceVersion: '0' } }],
    ['a JSON patch that removes it', 'json-patch', [{ op: 'remove', path: '/metadata/resourceVersion' }]],
  ];
  for (const [what, type, patch] of blindPatches) {
    it(`refuses ${what} of the revision, of custom kinds and of some that are built in`, async () => {
      await api.call('POST', WIDGETS, widget('blind', { size: 1 }));
      const leases = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
      await api.call('POST', leases, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'l' } });
      const send = async (url: string) => {
        const { code, body } = await api.call('PATCH', url, patch, { 'content-type': `application/${type}+json` });
        return `${code} ${body.message ?? ''}`;
      };
      const wrong = 'metadata.resourceVersion: Invalid value: 0: must be specified for an update';
      expect(await send(`${WIDGETS}/blind`)).to.equal(`422 widgets.example.com "blind" is invalid: ${wrong}`);
      expect(await send(`${WIDGETS}/blind/status`)).to.equal(`422 widgets.example.com "blind" is invalid: ${wrong}`);
      expect(await send(`${leases}/l`)).to.equal(`422 leases.coordination.k8s.io "l" is invalid: ${wrong}`);
    });
  }

  it('lets a patch leave out the revision of a kind that anyone may overwrite', async () => {
    const maps = '/api/v1/namespaces/default/configmaps';
    await api.call('POST', maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' } });
    const type = { 'content-type': 'application/merge-patch+json' };
    for (const resourceVersion of [null, '', '0']) {
      const patch = { metadata: { resourceVersion }, data: { a: String(resourceVersion) } };
      expect((await api.call('PATCH', `${maps}/m`, patch, type)).code).to.equal(200);
    }
  });

  it('changes by /status the status and nothing else', async () => {
    const created = (await api.call('POST', WIDGETS, widget('told', { size: 1 }))).body;
    const url = `${WIDGETS}/told/status`;
    const change = { ...created, spec: { size: 9 }, status: { phase: 'Ready' } };
    change.metadata = { ...created.metadata, labels: { a: 'b' } };
    const { body } = await api.call('PUT', url, change);
    expect(body.status).to.deep.equal({ phase: 'Ready' });
    expect(body.spec.size).to.equal(1);
    expect(body.metadata.generation).to.equal(1);
    expect(body.metadata).not.to.have.property('labels');
    const bySpec = { ...body, spec: { size: 2 }, status: { phase: 'Lost' } };
    expect((await api.call('PUT', `${WIDGETS}/told`, bySpec)).body.status).to.deep.equal({ phase: 'Ready' });
    expect((await api.call('GET', `${WIDGETS}/told/scale`)).code).to.equal(404);
  });

  it('answers a deletion with a Status, and the collection by selector', async () => {
    const created = (await api.call('POST', WIDGETS, widget('gone', {}, { labels: { sweep: 'yes' } }))).body;
    await api.call('POST', WIDGETS, widget('gone-too', {}, { labels: { sweep: 'yes' } }));
    const wrong = await api.call('DELETE', `${WIDGETS}/gone`, { preconditions: { uid: 'other' } });
    expect([wrong.code, wrong.body.reason]).to.deep.equal([409, 'Conflict']);
    const { body } = await api.call('DELETE', `${WIDGETS}/gone`);
    expect(body).to.deep.include({ kind: 'Status', status: 'Success' });
    expect(body.details).to.deep.equal({
      name: 'gone',
      group: 'example.com',
      kind: 'widgets',
      uid: created.metadata.uid,
    });
    const swept = await api.call('DELETE', `${WIDGETS}?labelSelector=sweep=yes`);
    expect(swept.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).to.deep.equal([
      'gone-too',
    ]);
    expect((await api.call('GET', `${WIDGETS}/gone-too`)).code).to.equal(404);
  });

  it('stores nothing on a dry run', async () => {
    const { code } = await api.call('POST', `${WIDGETS}?dryRun=All`, widget('dry'));
    expect(code).to.equal(201);
    expect((await api.call('GET', `${WIDGETS}/dry`)).code).to.equal(404);
    await api.call('POST', WIDGETS, widget('kept'));
    await api.call('DELETE', `${WIDGETS}/kept?dryRun=All`);
    expect((await api.call('GET', `${WIDGETS}/kept`)).code).to.equal(200);
  });

  it('serves each version under its own name, and warns of a deprecated one', async () => {
    await api.call('POST', WIDGETS, widget('versioned'));
    const { body, headers } = await api.call('GET', `${WIDGETS.replace('v1', 'v1beta1')}/versioned`);
    expect(body.apiVersion).to.equal('example.com/v1beta1');
    expect(headers.warning).to.contain('deprecated');
  });

  it('keeps a namespaced list apart from that of all, in order', async () => {
    await api.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'apart' } });
    await api.call('POST', WIDGETS.replace('default', 'apart'), widget('z'));
    await api.call('POST', WIDGETS.replace('default', 'apart'), widget('a'));
    const own = await api.call('GET', WIDGETS.replace('default', 'apart'));
    expect(own.body).to.deep.include({ kind: 'WidgetList', apiVersion: 'example.com/v1' });
    expect(own.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).to.deep.equal(['a', 'z']);
    const all = await api.call('GET', '/apis/example.com/v1/widgets');
    expect(all.body.items.length).to.be.greaterThan(2);
  });
});
