import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

const NAMESPACES = '/api/v1/namespaces';
const MERGE = { 'content-type': 'application/merge-patch+json' };

describe('embedded API server: deletion', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());

  const create = async (name: string, metadata: object = {}) =>
    (await api.call('POST', WIDGETS, widget(name, {}, metadata))).body;
  const exists = async (name: string, url = WIDGETS) => (await api.call('GET', `${url}/${name}`)).code === 200;
  const owner = (body: { metadata: { name: string; uid: string } }, more: object = {}) => ({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    name: body.metadata.name,
    uid: body.metadata.uid,
    ...more,
  });

  /** Waits, by watch, for an object to go. */
  async function untilGone(name: string, collection = WIDGETS): Promise<void> {
    const watch = await api.watch(
      `${collection}?watch=true&sendInitialEvents=true&fieldSelector=metadata.name%3D${name}`,
    );
    for (let line = await watch.next(); line && line.type !== 'DELETED'; line = await watch.next()) {
      if (line.type === 'BOOKMARK' && !(await exists(name, collection))) break;
    }
    watch.close();
  }

  it('holds an object until its finalizers are gone', async () => {
    await create('held', { finalizers: ['example.com/a', 'example.com/b'] });
    const { body } = await api.call('DELETE', `${WIDGETS}/held`);
    expect(body.metadata).to.include({ generation: 2, deletionGracePeriodSeconds: 0 });
    expect(body.metadata.deletionTimestamp).to.be.a('string');
    const again = await api.call('DELETE', `${WIDGETS}/held`);
    expect(again.body.metadata.resourceVersion).to.equal(body.metadata.resourceVersion);
    const more = { metadata: { finalizers: ['example.com/a', 'example.com/b', 'example.com/c'] } };
    const refused = await api.call('PATCH', `${WIDGETS}/held`, more, MERGE);
    expect([refused.code, refused.body.details.causes[0].reason]).to.deep.equal([422, 'FieldValueForbidden']);
    await api.call('PATCH', `${WIDGETS}/held`, { metadata: { finalizers: ['example.com/b'] } }, MERGE);
    expect(await exists('held')).to.equal(true);
    await api.call('PATCH', `${WIDGETS}/held`, { metadata: { finalizers: null } }, MERGE);
    expect(await exists('held')).to.equal(false);
  });

  it('deletes dependents after their owner, unless another owner lives', async () => {
    const [first, second] = [await create('first'), await create('second')];
    await create('single', { ownerReferences: [owner(first)] });
    await create('both', { ownerReferences: [owner(first), owner(second)] });
    await api.call('DELETE', `${WIDGETS}/first`);
    await untilGone('single');
    const { body } = await api.call('GET', `${WIDGETS}/both`);
    expect(body.metadata.ownerReferences.map((one: { name: string }) => one.name)).to.deep.equal(['second']);
  });

  it('deletes what is made for an owner that never was', async () => {
    const ghost = { metadata: { name: 'ghost', uid: '00000000-0000-4000-8000-000000000000' } };
    await create('orphaned', { ownerReferences: [owner(ghost)] });
    await untilGone('orphaned');
  });

  it('deletes dependents first in the foreground, waiting for those that block', async () => {
    const parent = await create('parent');
    const reference = owner(parent, { blockOwnerDeletion: true });
    await create('child', { ownerReferences: [reference], finalizers: ['example.com/slow'] });
    const { body } = await api.call('DELETE', `${WIDGETS}/parent?propagationPolicy=Foreground`);
    expect(body.metadata.finalizers).to.deep.equal(['foregroundDeletion']);
    const watch = await api.watch(`${WIDGETS}?watch=true&fieldSelector=metadata.name%3Dchild`);
    let line = await watch.next();
    while (line && !line.object.metadata.deletionTimestamp) line = await watch.next();
    watch.close();
    expect(await exists('parent')).to.equal(true);
    await api.call('PATCH', `${WIDGETS}/child`, { metadata: { finalizers: null } }, MERGE);
    await untilGone('parent');
  });

  it('lets dependents live when it orphans them', async () => {
    const parent = await create('leaver');
    await create('stayer', { ownerReferences: [owner(parent)] });
    await api.call('DELETE', `${WIDGETS}/leaver`, { propagationPolicy: 'Orphan' });
    await untilGone('leaver');
    const { body } = await api.call('GET', `${WIDGETS}/stayer`);
    expect(body.metadata).not.to.have.property('ownerReferences');
  });

  it('empties a namespace before it goes, and lets nothing new in', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'doomed' } };
    const made = (await api.call('POST', NAMESPACES, namespace)).body;
    expect(made.metadata.labels).to.deep.equal({ 'kubernetes.io/metadata.name': 'doomed' });
    expect([made.spec, made.status]).to.deep.equal([{ finalizers: ['kubernetes'] }, { phase: 'Active' }]);
    const widgets = WIDGETS.replace('default', 'doomed');
    await api.call('POST', widgets, widget('free'));
    await api.call('POST', widgets, widget('held', {}, { finalizers: ['example.com/a'] }));
    const { body } = await api.call('DELETE', `${NAMESPACES}/doomed`);
    expect(body.status.phase).to.equal('Terminating');
    const refused = await api.call('POST', widgets, widget('late'));
    expect([refused.code, refused.body.reason]).to.deep.equal([403, 'Forbidden']);
    expect(refused.body.message).to.equal(
      'widgets.example.com "late" is forbidden: unable to create new content in namespace doomed because it is being terminated',
    );
    await untilGone('free', widgets);
    const waiting = (await api.call('GET', `${NAMESPACES}/doomed`)).body.status.conditions;
    expect(waiting.map((condition: { type: string }) => condition.type)).to.deep.equal([
      'NamespaceDeletionDiscoveryFailure',
      'NamespaceDeletionGroupVersionParsingFailure',
      'NamespaceDeletionContentFailure',
      'NamespaceContentRemaining',
      'NamespaceFinalizersRemaining',
    ]);
    expect(waiting[3].message).to.equal('Some resources are remaining: widgets.example.com has 1 resource instances');
    await api.call('PATCH', `${widgets}/held`, { metadata: { finalizers: null } }, MERGE);
    await untilGone('doomed', NAMESPACES);
    expect((await api.call('GET', `/api/v1/namespaces/doomed/configmaps`)).body.items).to.deep.equal([]);
    expect((await api.call('DELETE', `${NAMESPACES}/default`)).code).to.equal(403);
  });
});
