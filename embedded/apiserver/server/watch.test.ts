import { expect } from 'chai';
import { startTestServer, type TestClient, type WatchLine, WIDGETS, widget } from '../testing.ts';

type Watch = Awaited<ReturnType<TestClient['watch']>>;

function summarise(line: WatchLine | undefined): string {
  return line ? `${line.type} ${line.object.metadata.name ?? ''}`.trim() : 'end';
}

async function take(watch: Watch, count: number): Promise<string[]> {
  const seen: string[] = [];
  for (let index = 0; index < count; index++) seen.push(summarise(await watch.next()));
  return seen;
}

describe('embedded API server: watches', () => {
  let api: TestClient;
  beforeEach(async () => {
    api = await startTestServer({ historyLimit: 5 });
  });
  afterEach(() => api.stop());

  const create = (name: string, labels: object = {}) => api.call('POST', WIDGETS, widget(name, {}, { labels }));
  const label = (name: string, value: string | null) =>
    api.call(
      'PATCH',
      `${WIDGETS}/${name}`,
      { metadata: { labels: { on: value } } },
      { 'content-type': 'application/merge-patch+json' },
    );

  it('tells what is there, then what happens', async () => {
    await create('a');
    const watch = await api.watch(`${WIDGETS}?watch=true`);
    await create('b');
    await label('b', 'x');
    await api.call('DELETE', `${WIDGETS}/a`);
    expect(await take(watch, 4)).to.deep.equal(['ADDED a', 'ADDED b', 'MODIFIED b', 'DELETED a']);
  });

  it('goes on from a revision, in one namespace only', async () => {
    await api.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
    await create('a');
    const { resourceVersion } = (await api.call('GET', WIDGETS)).body.metadata;
    await create('b');
    await api.call('POST', WIDGETS.replace('default', 'other'), widget('elsewhere'));
    await create('c');
    const watch = await api.watch(`${WIDGETS}?watch=1&resourceVersion=${resourceVersion}`);
    expect(await take(watch, 2)).to.deep.equal(['ADDED b', 'ADDED c']);
  });

  it('tells an object that enters or leaves a selection as added or deleted', async () => {
    await create('a');
    const watch = await api.watch(`${WIDGETS}?watch=true&labelSelector=on%3Dyes`);
    await label('a', 'yes');
    await api.call('PATCH', `${WIDGETS}/a`, { spec: { size: 8 } }, { 'content-type': 'application/merge-patch+json' });
    const left = await label('a', 'no');
    await label('a', 'yes');
    await api.call('DELETE', `${WIDGETS}/a`);
    expect(await take(watch, 2)).to.deep.equal(['ADDED a', 'MODIFIED a']);
    const gone = await watch.next();
    expect(summarise(gone)).to.equal('DELETED a');
    expect(gone?.object.metadata).to.deep.include({
      labels: { on: 'yes' },
      resourceVersion: left.body.metadata.resourceVersion,
    });
    expect(await take(watch, 2)).to.deep.equal(['ADDED a', 'DELETED a']);
  });

  it('selects by field', async () => {
    const watch = await api.watch(`${WIDGETS}?watch=true&fieldSelector=metadata.name%3Db`);
    await create('a');
    await create('b');
    expect(await take(watch, 1)).to.deep.equal(['ADDED b']);
  });

  it('tells nothing where nothing changed', async () => {
    const created = (await create('a')).body;
    const watch = await api.watch(`${WIDGETS}?watch=true`);
    await api.call('PUT', `${WIDGETS}/a`, created);
    await api.call('PUT', `${WIDGETS}/a/status`, created);
    await create('b');
    expect(await take(watch, 2)).to.deep.equal(['ADDED a', 'ADDED b']);
  });

  it('ends a watch from before the history with 410', async () => {
    const { resourceVersion } = (await create('first')).body.metadata;
    for (let index = 0; index < 12; index++) await create(`w${index}`);
    const watch = await api.watch(`${WIDGETS}?watch=true&resourceVersion=${resourceVersion}`);
    const line = await watch.next();
    expect(line?.type).to.equal('ERROR');
    expect(line?.object).to.deep.include({ kind: 'Status', code: 410, reason: 'Expired' });
    expect(await watch.next()).to.equal(undefined);
    const list = await api.call('GET', `${WIDGETS}?resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`);
    expect([list.code, list.body.reason]).to.deep.equal([410, 'Expired']);
  });

  it('marks the end of what was there, and ends in time with a bookmark', async () => {
    await create('a');
    const query =
      'watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=1';
    const watch = await api.watch(`${WIDGETS}?${query}`);
    expect(await take(watch, 1)).to.deep.equal(['ADDED a']);
    const mark = await watch.next();
    expect(mark?.type).to.equal('BOOKMARK');
    expect(mark?.object).to.deep.include({ kind: 'Widget', apiVersion: 'example.com/v1' });
    expect(mark?.object.metadata.annotations).to.deep.equal({ 'k8s.io/initial-events-end': 'true' });
    expect(Number(mark?.object.metadata.resourceVersion)).to.be.greaterThan(0);
    expect(await take(watch, 2)).to.deep.equal(['BOOKMARK', 'end']);
  });

  it('ends when the definition goes, and when the server stops', async () => {
    const ofWidgets = await api.watch(`${WIDGETS}?watch=true`);
    const ofPods = await api.watch('/api/v1/pods?watch=true');
    await api.call('DELETE', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com');
    expect(await ofWidgets.next()).to.equal(undefined);
    const end = ofPods.next().catch(() => undefined);
    await api.stop();
    expect(await end).to.equal(undefined);
  });
});
