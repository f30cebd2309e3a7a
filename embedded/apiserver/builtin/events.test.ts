import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';

const CORE = '/api/v1/namespaces/default/events';
const EVENTS = '/apis/events.k8s.io/v1/namespaces/default/events';

describe('embedded API server: Events', () => {
  let api: TestClient;
  beforeEach(async () => {
    api = await startTestServer();
  });
  afterEach(() => api.stop());

  const about = { apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'default' };
  const core = {
    ...{ apiVersion: 'v1', kind: 'Event', metadata: { name: 'old' }, involvedObject: about },
    ...{ message: 'started', reason: 'Started', count: 2, source: { component: 'kubelet' }, type: 'Normal' },
  };
  const event = {
    ...{ apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name: 'new' }, regarding: about },
    ...{
      note: 'killed',
      reason: 'Killed',
      action: 'Killing',
      type: 'Warning',
      eventTime: '2026-01-01T00:00:00.000001Z',
    },
    ...{ reportingController: 'example.com/c', reportingInstance: 'c-1' },
  };

  it('are the same in both of their APIs, each by its own names', async () => {
    await api.call('POST', CORE, core);
    await api.call('POST', EVENTS, event);
    const read = (await api.call('GET', `${EVENTS}/old`)).body;
    expect(read).to.deep.include({ apiVersion: 'events.k8s.io/v1', kind: 'Event', note: 'started', regarding: about });
    expect(read).to.deep.include({ deprecatedCount: 2, deprecatedSource: { component: 'kubelet' }, reason: 'Started' });
    expect(read).to.not.have.any.keys('message', 'involvedObject', 'source', 'count');
    const written = (await api.call('GET', `${CORE}/new`)).body;
    expect(written).to.deep.include({ apiVersion: 'v1', kind: 'Event', message: 'killed', involvedObject: about });
    expect(written).to.deep.include({ reportingComponent: 'example.com/c', action: 'Killing', reason: 'Killed' });
    for (const path of [CORE, EVENTS]) expect((await api.call('GET', path)).body.items).to.have.length(2);
  });

  it('are watched, selected, patched and deleted by either', async () => {
    await api.call('POST', CORE, core);
    const watch = await api.watch(`${EVENTS}?watch=true&fieldSelector=regarding.name=web`);
    expect((await watch.next())?.object.note).to.equal('started');
    const merge = { 'content-type': 'application/merge-patch+json' };
    const patched = await api.call('PATCH', `${EVENTS}/old`, { note: 'again' }, merge);
    expect(patched.body).to.include({ note: 'again', reason: 'Started' });
    expect((await watch.next())?.object.note).to.equal('again');
    watch.close();
    expect((await api.call('GET', `${CORE}?fieldSelector=involvedObject.name=web`)).body.items).to.have.length(1);
    expect((await api.call('GET', `${EVENTS}?fieldSelector=involvedObject.name=web`)).code).to.equal(400);
    await api.call('DELETE', `${EVENTS}/old`);
    expect((await api.call('GET', `${CORE}/old`)).code).to.equal(404);
  });
});
