import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

interface Entry {
  manager: string;
  operation: string;
  time?: string;
  subresource?: string;
  fieldsV1: Record<string, Record<string, unknown>>;
}

describe('embedded API server: owners of fields', () => {
  let api: TestClient;
  let now = new Date('2030-01-01T00:00:00Z');
  before(async () => {
    api = await startTestServer({ clock: { date: () => now } });
  });
  after(() => api.stop());

  const apply = (manager: string, name: string, spec: object, more = '') =>
    api.call('PATCH', `${WIDGETS}/${name}?fieldManager=${manager}${more}`, widget(name, spec), APPLY);
  const merge = (manager: string, name: string, patch: object) =>
    api.call('PATCH', `${WIDGETS}/${name}?fieldManager=${manager}`, patch, MERGE);
  const entries = (body: { metadata: { managedFields?: Entry[] } }) => body.metadata.managedFields ?? [];

  it('gives a new object with its maps and lists to who made it, and no fields that the server adds', async () => {
    const spec = {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    };
    const { body } = await api.call('POST', `${DEPLOYMENTS}?fieldManager=me`, {
      metadata: { name: 'owned', labels: { x: 'y' } },
      spec,
    });
    const [entry] = entries(body);
    expect(entry?.fieldsV1['f:metadata']).to.deep.equal({ 'f:labels': { '.': {}, 'f:x': {} } });
    expect(entry?.fieldsV1['f:spec']?.['f:strategy']).to.deep.equal({
      'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} },
      'f:type': {},
    });
    expect(entry?.fieldsV1, "the status is nobody's").not.to.have.property('f:status');
    const job = {
      metadata: { name: 'owned' },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } } },
    };
    const made = (await api.call('POST', '/apis/batch/v1/namespaces/default/jobs?fieldManager=me', job)).body;
    expect(made.spec.selector.matchLabels).to.deep.equal({ 'batch.kubernetes.io/controller-uid': made.metadata.uid });
    expect(entries(made)[0]?.fieldsV1['f:spec']).not.to.have.property('f:selector');
  });

  it('lets the last writer of a field own it, and tells when it last changed something', async () => {
    await api.call('POST', `${WIDGETS}?fieldManager=one`, widget('timed', { host: 'a', size: 1 }));
    now = new Date('2030-01-01T01:00:00Z');
    const { body } = await merge('two', 'timed', { spec: { host: 'b' } });
    const times = entries(body).map(({ manager, time, fieldsV1 }) => [
      manager,
      time,
      Object.keys(fieldsV1['f:spec'] ?? {}),
    ]);
    expect(times).to.deep.equal([
      ['one', '2030-01-01T00:00:00Z', ['.', 'f:size']],
      ['two', '2030-01-01T01:00:00Z', ['f:host']],
    ]);
    now = new Date('2030-01-01T02:00:00Z');
    const again = await merge('two', 'timed', { spec: { host: 'c' } });
    expect(entries(again.body)[1]?.time).to.equal('2030-01-01T02:00:00Z');
  });

  it('puts applies first, and gives one that changes nothing no time', async () => {
    await api.call('POST', `${WIDGETS}?fieldManager=writer`, widget('noop', { host: 'a' }));
    const { body } = await apply('applier', 'noop', { host: 'a' });
    expect(entries(body).map(({ manager, operation, time }) => [manager, operation, time])).to.deep.equal([
      ['applier', 'Apply', undefined],
      ['writer', 'Update', '2030-01-01T02:00:00Z'],
    ]);
  });

  it('names each manager in a conflict once, and tells updates from applies', async () => {
    await apply('first', 'fought', { host: 'a', tags: ['x'], size: 1 });
    await merge('second', 'fought', { spec: { size: 2 } });
    const { code, body } = await apply('third', 'fought', { host: 'b', size: 3 });
    expect([code, body.message]).to.deep.equal([
      409,
      'Apply failed with 2 conflicts: conflicts with "first":\n- .spec.host\nconflicts with "second" using example.com/v1:\n- .spec.size',
    ]);
    expect(body.details.causes).to.deep.equal([
      { reason: 'FieldManagerConflict', message: 'conflict with "first"', field: '.spec.host' },
      { reason: 'FieldManagerConflict', message: 'conflict with "second" using example.com/v1', field: '.spec.size' },
    ]);
  });

  it('forgets all owners when told so, until somebody applies', async () => {
    await api.call('POST', WIDGETS, widget('reset', { host: 'a', tags: ['t'] }));
    expect(entries((await merge('any', 'reset', { metadata: { managedFields: [{}] } })).body)).to.deep.equal([]);
    expect(entries((await merge('any', 'reset', { spec: { host: 'b' } })).body)).to.deep.equal([]);
    const refused = await apply('applier', 'reset', { size: 9 });
    expect(refused.body.message).to.equal(
      'Apply failed with 1 conflict: conflict with "before-first-apply" using example.com/v1: .spec.size',
    );
    const { body } = await apply('applier', 'reset', { size: 9 }, '&force=true');
    expect(entries(body).map(({ manager, fieldsV1 }) => [manager, fieldsV1])).to.deep.equal([
      ['applier', { 'f:spec': { 'f:size': {} } }],
      ['before-first-apply', { 'f:spec': { '.': {}, 'f:host': {}, 'f:tags': { '.': {}, 'v:"t"': {} } } }],
    ]);
  });

  it('puts the oldest of many writers together', async () => {
    await api.call('POST', `${WIDGETS}?fieldManager=w00`, widget('many', { labels: { k00: 'v' } }));
    let body: { metadata: { managedFields?: Entry[] } } = { metadata: {} };
    for (let index = 1; index <= 12; index++) {
      now = new Date(now.getTime() + 1000);
      const name = String(index).padStart(2, '0');
      ({ body } = await merge(`w${name}`, 'many', { spec: { labels: { [`k${name}`]: 'v' } } }));
    }
    const found = entries(body);
    expect(found).to.have.length(10);
    const ancient = found.find(({ manager }) => manager === 'ancient-changes');
    expect(ancient?.fieldsV1['f:spec']?.['f:labels']).to.deep.equal({
      '.': {},
      'f:k00': {},
      'f:k01': {},
      'f:k02': {},
      'f:k03': {},
    });
  });

  it('lets kubectl take over what its client-side apply set, and keeps its note up to date', async () => {
    const note = 'kubectl.kubernetes.io/last-applied-configuration';
    const last = widget('moved', { host: 'a', size: 1 });
    const annotations = { [note]: JSON.stringify(last) };
    await api.call(
      'POST',
      `${WIDGETS}?fieldManager=kubectl-client-side-apply`,
      widget('moved', { host: 'a', size: 1 }, { annotations }),
    );
    await merge('other', 'moved', { spec: { size: 5 } });
    const refused = await apply('kubectl', 'moved', { host: 'b', size: 1 });
    expect(refused.body.message).to.equal(
      'Apply failed with 1 conflict: conflict with "other" using example.com/v1: .spec.size',
    );
    const taken = await apply('kubectl', 'moved', { host: 'b' });
    expect([taken.code, taken.body.spec.host]).to.deep.equal([200, 'b']);
    expect(JSON.parse(taken.body.metadata.annotations[note])).to.deep.equal(widget('moved', { host: 'b' }));
    const client = entries(taken.body).find(({ manager }) => manager === 'kubectl-client-side-apply');
    expect(client?.fieldsV1['f:metadata'], "the note is nobody's own change").to.have.nested.property('f:annotations');
    const stranger = await apply('stranger', 'moved', { host: 'c' });
    expect(stranger.code).to.equal(409);
  });
});

describe('embedded API server: scale', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
    const spec = {
      replicas: 2,
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    };
    await api.call('POST', `${DEPLOYMENTS}?fieldManager=maker`, { metadata: { name: 'd' }, spec });
  });
  after(() => api.stop());
  const SCALE = `${DEPLOYMENTS}/d/scale`;

  it('shows and sets the replicas alone, as its own owner', async () => {
    const { body } = await api.call('GET', SCALE);
    expect(body).to.deep.include({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'a=b' },
    });
    const put = await api.call('PUT', `${SCALE}?fieldManager=scaler`, { ...body, spec: { replicas: 4 } });
    expect([put.code, put.body.kind, put.body.spec]).to.deep.equal([200, 'Scale', { replicas: 4 }]);
    const { body: deployment } = await api.call('GET', `${DEPLOYMENTS}/d`);
    expect([deployment.spec.replicas, deployment.metadata.generation]).to.deep.equal([4, 2]);
    const own = deployment.metadata.managedFields.find((entry: Entry) => entry.manager === 'scaler');
    expect([own.subresource, own.fieldsV1]).to.deep.equal(['scale', { 'f:spec': { 'f:replicas': {} } }]);
    const stale = await api.call('PUT', SCALE, { ...body, spec: { replicas: 9 } });
    expect(stale.code).to.equal(409);
  });

  it('takes patches, and an apply that meets an owner', async () => {
    expect((await api.call('PATCH', SCALE, { spec: { replicas: 5 } }, MERGE)).body.spec.replicas).to.equal(5);
    const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'd' }, spec: { replicas: 6 } };
    const refused = await api.call('PATCH', `${SCALE}?fieldManager=a`, scale, APPLY);
    expect([refused.code, refused.body.details.causes[0].field]).to.deep.equal([409, '.spec.replicas']);
    const forced = await api.call('PATCH', `${SCALE}?fieldManager=a&force=true`, scale, APPLY);
    expect(forced.body.spec.replicas).to.equal(6);
  });

  it('refuses less than none, what is no scale, and kinds without one', async () => {
    const negative = await api.call('PUT', SCALE, { metadata: { name: 'd' }, spec: { replicas: -1 } });
    expect([negative.code, negative.body.message]).to.deep.equal([
      422,
      'Scale.autoscaling "d" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    ]);
    expect((await api.call('PUT', SCALE, { kind: 'Deployment', metadata: { name: 'd' } })).code).to.equal(400);
    expect((await api.call('GET', `${DEPLOYMENTS}/none/scale`)).body.message).to.equal(
      'deployments.apps "none" not found',
    );
    await api.call('POST', WIDGETS, widget('w'));
    expect((await api.call('GET', `${WIDGETS}/w/scale`)).code).to.equal(404);
  });

  it('is listed by discovery under its own kind', async () => {
    const { body } = await api.call('GET', '/apis/apps/v1');
    const found = body.resources.find(({ name }: { name: string }) => name === 'deployments/scale');
    expect(found).to.deep.include({ group: 'autoscaling', version: 'v1', kind: 'Scale', namespaced: true });
  });
});
