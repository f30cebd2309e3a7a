import { expect } from 'chai';
import { echo } from '../../echo/program.ts';
import type { EndpointSlice, Endpoints } from '../kube/services.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';
import { buildSubsets } from './legacy-endpoints.ts';

describe('Endpoints of the older API on the embedded node', () => {
  let cluster: TestCluster;
  before(async () => {
    cluster = await startTestCluster({ 'test/echo': echo });
  });
  after(() => cluster.stop());

  const service = (name: string, spec: object) => ({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name, labels: { team: 'a' } } },
    spec: { ports: [{ name: 'http', port: 80, targetPort: 3000 }], ...spec },
  });

  it('follow the pods of a Service, and go with it', async () => {
    await cluster.create(pathOf('services'), service('web', { selector: { app: 'web' } }));
    const empty = await cluster.until<Endpoints>('endpoints', 'web', (found) => found !== undefined);
    expect(empty.subsets ?? []).to.deep.equal([]);
    expect(empty.metadata.labels).to.deep.equal({
      team: 'a',
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
    });
    const containers = [{ name: 'main', image: 'test/echo' }];
    const metadata = { name: 'web-1', labels: { app: 'web' } };
    await cluster.create(pathOf('pods'), { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } });
    const filled = await cluster.until<Endpoints>('endpoints', 'web', (found) => found?.subsets?.[0]?.addresses);
    expect(filled.subsets?.[0]?.addresses?.[0]?.targetRef).to.include({ kind: 'Pod', name: 'web-1' });
    expect(filled.subsets?.[0]?.ports).to.deep.equal([{ name: 'http', port: 3000, protocol: 'TCP' }]);
    await cluster.client.call('DELETE', `${pathOf('services')}/web`);
    await cluster.until('endpoints', 'web', (found) => found === undefined);
  });

  it('are left alone where somebody else keeps them', async () => {
    const subsets = [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 9 }] }];
    const own = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'manual' }, subsets };
    await cluster.create(pathOf('endpoints'), own);
    await cluster.create(pathOf('services'), service('manual', {}));
    // Served after the other by the same controller.
    await cluster.create(pathOf('services'), service('later', { selector: { app: 'later' } }));
    await cluster.until('endpoints', 'later', (found) => found !== undefined);
    const kept = await cluster.client.call<Endpoints>('GET', `${pathOf('endpoints')}/manual`);
    expect(kept.subsets?.[0]?.addresses).to.deep.equal([{ ip: '192.0.2.1' }]);
  });

  it('tell the ready from the others, without those that end', () => {
    const endpoint = (ip: string, ready: boolean, terminating = false) => ({
      addresses: [ip],
      conditions: { ready, terminating },
    });
    const endpoints = [endpoint('1', true), endpoint('2', false), endpoint('3', false, true)];
    const ports = [{ port: 80 }];
    const slice = { metadata: { name: 's' }, addressType: 'IPv4', endpoints, ports } as unknown as EndpointSlice;
    expect(buildSubsets([slice])).to.deep.equal([
      { addresses: [{ ip: '1' }], notReadyAddresses: [{ ip: '2' }], ports },
    ]);
  });
});
