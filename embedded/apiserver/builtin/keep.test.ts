import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';

const SERVICES = '/api/v1/namespaces/default/services';
const PODS = '/api/v1/namespaces/default/pods';

describe('embedded API server: what an update of a Service leaves out', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer();
  });
  after(() => api.stop());

  const service = (spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });

  it('stays as it is: addresses and node ports', async () => {
    const given = { clusterIP: '10.0.0.9', clusterIPs: ['10.0.0.9'], type: 'NodePort' };
    await api.call('POST', SERVICES, service({ ...given, ports: [{ port: 80, nodePort: 30080 }] }));
    const ports = [
      { name: 'a', port: 80 },
      { name: 'b', port: 81 },
    ];
    const { code, body } = await api.call('PUT', `${SERVICES}/web`, service({ type: 'NodePort', ports }));
    expect(code).to.equal(200);
    expect(body.spec).to.deep.include(given);
    expect(body.spec.ports[0]).to.include({ name: 'a', nodePort: 30080 });
    expect(body.spec.ports[1]).to.not.have.property('nodePort');
  });

  it('is not kept where it has no place any more', async () => {
    const { body } = await api.call('PUT', `${SERVICES}/web`, service({ ports: [{ port: 80 }] }));
    expect(body.spec.ports[0]).to.not.have.property('nodePort');
    const changed = await api.call(
      'PUT',
      `${SERVICES}/web`,
      service({ clusterIP: '10.0.0.10', ports: [{ port: 80 }] }),
    );
    expect(changed.body.message).to.contain('may not change once set');
    const external = service({ type: 'ExternalName', externalName: 'a.example' });
    expect((await api.call('PUT', `${SERVICES}/web`, external)).body.spec).to.not.have.property('clusterIP');
  });
});

describe('embedded API server: grace periods of pods', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer({ clock: { date: () => new Date('2026-01-01T00:00:00Z') } });
  });
  after(() => api.stop());

  const make = (name: string, spec: object = {}, metadata: object = {}) =>
    api.call('POST', PODS, {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata } },
      spec: { nodeName: 'node', containers: [{ name: 'c', image: 'i' }], ...spec },
    });
  const remove = (name: string, options?: object) => api.call('DELETE', `${PODS}/${name}`, options);
  const isThere = async (name: string) => (await api.call('GET', `${PODS}/${name}`)).code === 200;

  it('let a pod stay until its node has ended it', async () => {
    await make('slow');
    const { code, body } = await remove('slow');
    expect(code).to.equal(200);
    expect(body.metadata).to.include({ deletionGracePeriodSeconds: 30, deletionTimestamp: '2026-01-01T00:00:30Z' });
    expect(await isThere('slow')).to.equal(true);
    await remove('slow', { gracePeriodSeconds: 0 });
    expect(await isThere('slow')).to.equal(false);
  });

  it('come from the pod or from the request, and may only become shorter', async () => {
    await make('own', { terminationGracePeriodSeconds: 7 });
    expect((await remove('own')).body.metadata.deletionGracePeriodSeconds).to.equal(7);
    expect((await remove('own', { gracePeriodSeconds: 9 })).body.metadata.deletionGracePeriodSeconds).to.equal(7);
    const shorter = (await remove('own', { gracePeriodSeconds: 2 })).body.metadata;
    expect(shorter).to.include({ deletionGracePeriodSeconds: 2, deletionTimestamp: '2026-01-01T00:00:02Z' });
    await make('asked');
    const path = `${PODS}/asked?gracePeriodSeconds=3`;
    expect((await api.call('DELETE', path)).body.metadata.deletionGracePeriodSeconds).to.equal(3);
    expect((await remove('asked', { gracePeriodSeconds: 'long' })).code).to.equal(500);
  });

  it('are none for a pod that no node runs, and end no finalizer', async () => {
    await make('unbound', { nodeName: '' });
    await remove('unbound');
    expect(await isThere('unbound')).to.equal(false);
    await make('held', {}, { finalizers: ['example.com/hold'] });
    await remove('held', { gracePeriodSeconds: 0 });
    expect(await isThere('held')).to.equal(true);
    const type = { 'content-type': 'application/merge-patch+json' };
    await api.call('PATCH', `${PODS}/held`, { metadata: { finalizers: null } }, type);
    expect(await isThere('held')).to.equal(false);
  });

  it('keep a namespace until its pods have ended', async () => {
    await api.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'leaving' },
    });
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
    const spec = { nodeName: 'node', containers: [{ name: 'c', image: 'i' }] };
    await api.call('POST', '/api/v1/namespaces/leaving/pods', { ...pod, spec });
    await api.call('DELETE', '/api/v1/namespaces/leaving');
    const watch = await api.watch('/api/v1/namespaces?watch=true&fieldSelector=metadata.name=leaving');
    const conditions = () =>
      watch.next().then((event) => event?.object.status.conditions?.map((one: { status: string }) => one.status));
    let seen: string[] | undefined;
    while (!seen) seen = await conditions();
    expect(seen).to.deep.equal(['False', 'False', 'False', 'True', 'False']);
    await api.call('DELETE', '/api/v1/namespaces/leaving/pods/p', { gracePeriodSeconds: 0 });
    let last = await watch.next();
    while (last && last.type !== 'DELETED') last = await watch.next();
    expect(last?.type).to.equal('DELETED');
    watch.close();
  });
});
