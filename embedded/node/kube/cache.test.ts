import { expect } from 'chai';
import { type ApiServer, startApiServer } from '../../apiserver/index.ts';
import { type Cache, createCache } from './cache.ts';
import { createKubeClient, type KubeClient } from './client.ts';
import type { ConfigMap } from './objects.ts';

describe('object cache', () => {
  let server: ApiServer;
  let client: KubeClient;
  let cache: Cache<ConfigMap>;
  let changes: string[];
  let wake: () => void;
  const path = '/api/v1/namespaces/default/configmaps';
  beforeEach(async () => {
    server = await startApiServer({ crds: [] });
    client = createKubeClient(server.kubeconfig);
    cache = createCache<ConfigMap>(client, '/api/v1', 'configmaps', () => {});
    changes = [];
    wake = () => {};
    cache.onChange(({ before, now }) => {
      const name = (now ?? before)?.metadata.name ?? '';
      if (!name.startsWith('test-')) return;
      changes.push(`${name} ${before?.data?.v ?? '-'}>${now?.data?.v ?? '-'}`);
      wake();
    });
  });
  afterEach(async () => {
    await cache.stop();
    client.close();
    await server.stop();
  });

  const create = (name: string, v: string) =>
    client.call<ConfigMap>('POST', path, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { v } });
  const update = (name: string, v: string) => client.call<ConfigMap>('PATCH', `${path}/${name}`, { data: { v } });
  async function untilSeen(count: number): Promise<void> {
    while (changes.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  it('tells what there is, what comes, what changes and what goes', async () => {
    await create('test-a', '1');
    await cache.start();
    await create('test-b', '1');
    await update('test-a', '2');
    await client.call('DELETE', `${path}/test-b`);
    await untilSeen(4);
    expect(changes).to.deep.equal(['test-a ->1', 'test-b ->1', 'test-a 1>2', 'test-b 1>-']);
    expect(cache.get('default', 'test-a')?.data).to.deep.equal({ v: '2' });
    expect(cache.get('default', 'test-b')).to.equal(undefined);
    expect(cache.list('default').map(({ metadata }) => metadata.name)).to.include('test-a');
    expect(cache.list('elsewhere')).to.deep.equal([]);
  });

  it('takes what a write returned at once, and never goes back to an older state', async () => {
    await cache.start();
    const first = await create('test-a', '1');
    const second = await update('test-a', '2');
    cache.put(second);
    cache.put(first);
    expect(cache.get('default', 'test-a')?.data).to.deep.equal({ v: '2' });
    await create('test-b', '1');
    while (!changes.includes('test-b ->1')) await untilSeen(changes.length + 1);
    expect(cache.get('default', 'test-a')?.data).to.deep.equal({ v: '2' });
    expect(changes.filter((change) => change.includes('>2'))).to.have.length(1);
  });

  it('does not bring back what was dropped, but takes a new object of the name', async () => {
    await cache.start();
    const gone = await create('test-a', '1');
    cache.put(gone);
    cache.drop(gone);
    cache.put(gone);
    expect(cache.get('default', 'test-a')).to.equal(undefined);
    await client.call('DELETE', `${path}/test-a`);
    cache.put(await create('test-a', '2'));
    await create('test-b', '1');
    while (!changes.includes('test-b ->1')) await untilSeen(changes.length + 1);
    expect(cache.get('default', 'test-a')?.data).to.deep.equal({ v: '2' });
  });

  it('goes on after its connection was cut', async () => {
    await cache.start();
    await create('test-a', '1');
    await untilSeen(1);
    client.endWatches();
    await create('test-b', '1');
    await client.call('DELETE', `${path}/test-a`);
    await untilSeen(3);
    expect(changes).to.deep.equal(['test-a ->1', 'test-b ->1', 'test-a 1>-']);
  });
});
