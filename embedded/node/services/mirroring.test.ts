import { expect } from 'chai';
import type { EndpointSlice, Endpoints, Service } from '../kube/services.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';
import { mirrorSubsets } from './mirroring.ts';

describe('EndpointSlices of Endpoints that somebody writes', () => {
  let cluster: TestCluster;
  beforeEach(async () => {
    cluster = await startTestCluster({});
  });
  afterEach(() => cluster.stop());

  const createService = (name: string, spec: object = {}) =>
    cluster.create<Service>(pathOf('services'), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { ports: [{ port: 80 }], ...spec },
    });
  const createEndpoints = (name: string, ip: string, metadata: object = {}) =>
    cluster.create<Endpoints>(pathOf('endpoints'), {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name, ...metadata },
      subsets: [{ addresses: [{ ip }], ports: [{ port: 8080 }] }],
    });
  const find = (service: string, accept: (slice: EndpointSlice) => unknown = () => true) =>
    cluster.until<EndpointSlice>(
      'endpointslices',
      '',
      (slice) => slice?.metadata.labels?.['kubernetes.io/service-name'] === service && accept(slice),
    );
  const addressOf = (slice: EndpointSlice) => slice.endpoints?.[0]?.addresses[0];

  it('are made, follow, and go with them', async () => {
    await createService('manual');
    const annotations = { note: 'kept', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    const source = await createEndpoints('manual', '192.0.2.1', { labels: { team: 'a' }, annotations });
    const slice = await find('manual');
    expect(slice).to.deep.include({
      addressType: 'IPv4',
      endpoints: [{ addresses: ['192.0.2.1'], conditions: { ready: true } }],
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    });
    expect(slice.metadata.labels).to.deep.equal({
      team: 'a',
      'kubernetes.io/service-name': 'manual',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
    });
    expect(slice.metadata.annotations).to.deep.equal({ note: 'kept' });
    expect(slice.metadata.ownerReferences?.[0]).to.include({ kind: 'Endpoints', uid: source.metadata.uid });
    const subsets = [{ addresses: [{ ip: '192.0.2.2' }], ports: [{ port: 8080 }] }];
    await cluster.client.call('PATCH', `${pathOf('endpoints')}/manual`, { subsets });
    const changed = await find('manual', (one) => addressOf(one) === '192.0.2.2');
    expect(changed.metadata.name).to.equal(slice.metadata.name);
    await cluster.client.call('DELETE', `${pathOf('endpoints')}/manual`);
    await cluster.until('endpointslices', slice.metadata.name, (one) => one === undefined);
  });

  it('are made once there is a Service, and only where it has no selector and nobody forbids it', async () => {
    await createEndpoints('early', '192.0.2.1');
    await createEndpoints('skipped', '192.0.2.2', { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } });
    await createService('skipped');
    await createService('selecting', { selector: { app: 'x' } });
    await createService('early');
    const slice = await find('early');
    await cluster.client.call('PATCH', `${pathOf('services')}/early`, { spec: { selector: { app: 'early' } } });
    await cluster.until('endpointslices', slice.metadata.name, (one) => one === undefined);
    const { items } = await cluster.client.call<{ items: EndpointSlice[] }>('GET', pathOf('endpointslices'));
    const mirrored = items.filter(
      ({ metadata }) =>
        metadata.labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslicemirroring-controller.k8s.io',
    );
    expect(mirrored).to.deep.equal([]);
  });

  it('tell the ready from the others, and the kinds of addresses apart', () => {
    const subset = {
      addresses: [{ ip: '192.0.2.1', hostname: 'a' }, { ip: '2001:db8::1' }, { ip: 'none' }],
      notReadyAddresses: [{ ip: '192.0.2.2', nodeName: 'n' }],
      ports: [{ name: 'http', port: 80, appProtocol: 'http' }],
    };
    const ports = [{ name: 'http', port: 80, appProtocol: 'http', protocol: 'TCP' }];
    expect(mirrorSubsets([subset, { ports: [] }])).to.deep.equal([
      {
        addressType: 'IPv4',
        ports,
        endpoints: [
          { addresses: ['192.0.2.1'], conditions: { ready: true }, hostname: 'a' },
          { addresses: ['192.0.2.2'], conditions: { ready: false }, nodeName: 'n' },
        ],
      },
      { addressType: 'IPv6', ports, endpoints: [{ addresses: ['2001:db8::1'], conditions: { ready: true } }] },
    ]);
  });
});
