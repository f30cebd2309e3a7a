import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import { echo } from '../../echo/program.ts';
import type { Pod } from '../kube/objects.ts';
import type { EndpointSlice, Service } from '../kube/services.ts';
import type { Program } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';

/** Echo whose readiness the test decides. */
const released = new Map<string, () => void>();
const slow: Program = (context) =>
  echo({ ...context, ready: () => released.set(context.pod.name, () => context.ready()) });

for (const mode of ['auto', 'mapped'] as const) {
  describe(`services on the embedded node, network ${mode}`, () => {
    let cluster: TestCluster;
    before(async () => {
      cluster = await startTestCluster({ 'test/echo': echo, 'test/slow': slow }, { mode });
    });
    after(() => cluster.stop());

    async function fetchPod(address: string, port: number): Promise<string> {
      const request = get({ ...cluster.network.dial(address, port), agent: false });
      try {
        const [response] = await once(request, 'response');
        return JSON.parse((await response.setEncoding('utf8').toArray()).join('')).pod;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? String(error);
      }
    }

    function pod(name: string, app: string, image = 'test/echo') {
      const env = [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }];
      const metadata = { name, labels: { app } };
      return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'main', image, env }] } };
    }

    function service(name: string, spec: object) {
      const ports = [{ name: 'http', port: 80, targetPort: 3000, appProtocol: 'http' }];
      return {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name },
        spec: { selector: { app: name }, ports, ...spec },
      };
    }

    const readyNames = (slice: EndpointSlice | undefined) =>
      (slice?.endpoints ?? []).filter(({ conditions }) => conditions?.ready).map(({ targetRef }) => targetRef?.name);
    const untilReady = (app: string, ...names: string[]) =>
      cluster.until<EndpointSlice>('endpointslices', '', (slice) => {
        const mine = slice?.metadata.labels?.['kubernetes.io/service-name'] === app;
        return mine && readyNames(slice).join() === names.join();
      });

    /** The proxy follows the slices by a watch of its own: asks until it has. */
    async function untilAnswers(address: string, port: number, ...answers: string[]): Promise<void> {
      const missing = new Set(answers);
      while (missing.size > 0) {
        const answer = await fetchPod(address, port);
        expect([...answers, 'ECONNREFUSED', 'ECONNRESET'], 'an answer').to.include(answer);
        missing.delete(answer);
      }
    }

    it('has a cluster address from its creation, and sends each connection to a ready pod', async () => {
      const created = await cluster.create<Service>(pathOf('services'), service('web', {}));
      const address = created.spec.clusterIP ?? '';
      expect(address).to.match(/^127\.(9[6-9]|10\d|11[01])\./);
      expect(created.spec.clusterIPs).to.deep.equal([address]);
      expect(await fetchPod(address, 80)).to.equal('ECONNREFUSED');
      await cluster.create(pathOf('pods'), pod('web-1', 'web'));
      await cluster.create(pathOf('pods'), pod('web-2', 'web'));
      const slice = await untilReady('web', 'web-1', 'web-2');
      expect(slice.ports).to.deep.equal([{ name: 'http', port: 3000, protocol: 'TCP', appProtocol: 'http' }]);
      expect(slice.metadata.labels).to.include({
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      });
      expect(slice.metadata.ownerReferences?.[0]).to.include({ kind: 'Service', name: 'web' });
      await untilAnswers(address, 80, 'web-1', 'web-2');
      await cluster.client.call('DELETE', `${pathOf('pods')}/web-2`);
      await untilReady('web', 'web-1');
      await untilAnswers(address, 80, 'web-1');
      await cluster.client.call('DELETE', `${pathOf('services')}/web`);
      await untilAnswers(address, 80, 'ECONNREFUSED');
    });

    it('follows readiness', async () => {
      const { spec } = await cluster.create<Service>(pathOf('services'), service('slow', {}));
      await cluster.create(pathOf('pods'), pod('slow-1', 'slow', 'test/slow'));
      const slice = await cluster.until<EndpointSlice>(
        'endpointslices',
        '',
        (object) => object?.endpoints?.[0]?.targetRef?.name === 'slow-1',
      );
      expect(slice.endpoints?.[0]?.conditions).to.deep.equal({ ready: false, serving: false, terminating: false });
      expect(await fetchPod(spec.clusterIP ?? '', 80)).to.equal('ECONNREFUSED');
      released.get('slow-1')?.();
      await untilReady('slow', 'slow-1');
      await untilAnswers(spec.clusterIP ?? '', 80, 'slow-1');
    });

    it('gives a load balancer an address, told in the status, and takes it back with the type', async () => {
      await cluster.create(pathOf('pods'), pod('lb-1', 'lb'));
      await cluster.create(pathOf('services'), service('lb', { type: 'LoadBalancer' }));
      const told = (object: Service | undefined) => object?.status?.loadBalancer?.ingress?.[0];
      const balanced = await cluster.until<Service>('services', 'lb', told);
      const address = told(balanced)?.ip ?? '';
      expect(told(balanced)).to.deep.equal({ ip: address, ipMode: 'VIP' });
      expect(address).to.match(/^127\.1(1[2-9]|2\d)\./);
      await untilAnswers(address, 80, 'lb-1');
      const ports = [{ name: 'http', port: 8080, targetPort: 3000 }];
      await cluster.client.call('PATCH', `${pathOf('services')}/lb`, { spec: { ports } });
      await untilAnswers(address, 8080, 'lb-1');
      await untilAnswers(address, 80, 'ECONNREFUSED');
      await cluster.client.call('PATCH', `${pathOf('services')}/lb`, { spec: { type: 'ClusterIP' } });
      await cluster.until<Service>('services', 'lb', (object) => object && !told(object));
      await untilAnswers(address, 8080, 'ECONNREFUSED');
      await untilAnswers(balanced.spec.clusterIP ?? '', 8080, 'lb-1');
    });

    it('gives a load balancer the address that it asks for, once that is free', async () => {
      const told = (object: Service | undefined) => object?.status?.loadBalancer?.ingress?.[0]?.ip;
      const loadBalancerIP = cluster.network.allocate('loadBalancer');
      cluster.network.release(loadBalancerIP);
      const spec = { type: 'LoadBalancer', loadBalancerIP };
      await cluster.create(pathOf('services'), service('asks', spec));
      await cluster.until<Service>('services', 'asks', (object) => told(object) === loadBalancerIP);
      await cluster.create(pathOf('services'), service('asks-too', spec));
      await cluster.create(pathOf('services'), service('unusable', { ...spec, loadBalancerIP: '192.0.2.1' }));
      // Served after the others by the same controller.
      await cluster.create(pathOf('services'), service('asks-nothing', { type: 'LoadBalancer' }));
      await cluster.until<Service>('services', 'asks-nothing', told);
      for (const name of ['asks-too', 'unusable']) {
        const object = await cluster.client.call<Service>('GET', `${pathOf('services')}/${name}`);
        expect(told(object), name).to.equal(undefined);
      }
      await cluster.client.call('DELETE', `${pathOf('services')}/asks`);
      await cluster.until<Service>('services', 'asks-too', (object) => told(object) === loadBalancerIP);
    });

    it('leaves a load balancer of another class alone', async () => {
      const spec = { type: 'LoadBalancer', loadBalancerClass: 'example.com/other' };
      await cluster.create(pathOf('services'), service('foreign', spec));
      await cluster.create(pathOf('pods'), pod('foreign-1', 'foreign'));
      await untilReady('foreign', 'foreign-1');
      const object = await cluster.client.call<Service>('GET', `${pathOf('services')}/foreign`);
      expect(object.status?.loadBalancer?.ingress).to.equal(undefined);
    });

    it('has no address when it is headless or external, but slices when it selects', async () => {
      const headless = await cluster.create<Service>(pathOf('services'), service('headless', { clusterIP: 'None' }));
      expect(headless.spec.clusterIP).to.equal('None');
      await cluster.create(pathOf('pods'), pod('headless-1', 'headless'));
      await untilReady('headless', 'headless-1');
      const external = { type: 'ExternalName', externalName: 'example.com', selector: undefined, ports: undefined };
      const created = await cluster.create<Service>(pathOf('services'), service('external', external));
      expect(created.spec).not.to.have.property('clusterIP');
    });

    it('serves slices made by hand for a service without selector', async () => {
      await cluster.create(pathOf('pods'), pod('manual-1', 'manual-pods'));
      const running = await cluster.until<Pod>('pods', 'manual-1', (object) => object?.status?.podIP);
      const { spec } = await cluster.create<Service>(pathOf('services'), service('manual', { selector: undefined }));
      await cluster.create(pathOf('endpointslices'), {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'by-hand', labels: { 'kubernetes.io/service-name': 'manual' } },
        addressType: 'IPv4',
        ports: [{ name: 'http', port: 3000, protocol: 'TCP' }],
        endpoints: [{ addresses: [running.status?.podIP] }],
      });
      await untilAnswers(spec.clusterIP ?? '', 80, 'manual-1');
    });

    it('gets its address when it stops being external', async () => {
      const { spec } = service('late', {});
      const external = { type: 'ExternalName', externalName: 'example.com', selector: undefined, ports: undefined };
      await cluster.create<Service>(pathOf('services'), service('late', external));
      await cluster.create(pathOf('pods'), pod('late-1', 'late'));
      await cluster.client.call('PATCH', `${pathOf('services')}/late`, {
        spec: { ...spec, type: 'ClusterIP', externalName: null },
      });
      const late = await cluster.until<Service>('services', 'late', (object) => object?.spec.clusterIP);
      await untilAnswers(late.spec.clusterIP ?? '', 80, 'late-1');
    });

    it('goes with its namespace', async () => {
      await cluster.create('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'leaving' },
      });
      const { spec } = await cluster.create<Service>(pathOf('services', 'leaving'), service('leaving', {}));
      await cluster.create(pathOf('pods', 'leaving'), pod('leaving-1', 'leaving'));
      await untilReady('leaving', 'leaving-1');
      await untilAnswers(spec.clusterIP ?? '', 80, 'leaving-1');
      await cluster.client.call('DELETE', '/api/v1/namespaces/leaving');
      await cluster.until('pods', 'leaving-1', (object) => object === undefined);
      await untilAnswers(spec.clusterIP ?? '', 80, 'ECONNREFUSED');
    });

    it('serves UDP beside TCP', async () => {
      const ports = [
        { name: 'tcp', port: 53, targetPort: 3000 },
        { name: 'udp', port: 53, targetPort: 8080, protocol: 'UDP' },
      ];
      const { spec } = await cluster.create<Service>(pathOf('services'), service('both', { ports }));
      const udpPod = pod('both-1', 'both');
      udpPod.spec.containers[0]?.env.push({ name: 'UDP_ECHO_SERVER', value: '1' } as never);
      await cluster.create(pathOf('pods'), udpPod);
      await cluster.create(pathOf('pods'), pod('both-2', 'both'));
      await untilReady('both', 'both-1', 'both-2');
      const address = spec.clusterIP ?? '';
      const client = createSocket('udp4');
      const answered = once(client, 'message');
      // Each datagram may come too early, or to the pod that has no UDP: from a new port each time it goes elsewhere.
      const asking = setInterval(() => {
        const place = cluster.network.dial(address, 53, 'udp');
        const asker = createSocket('udp4', (message) => client.emit('message', message));
        asker.send('hello', place.port, place.host);
        answered.finally(() => asker.close());
      }, 10);
      const [message] = await answered;
      clearInterval(asking);
      client.close();
      expect(JSON.parse(String(message))).to.include({ request: 'hello', pod: 'both-1' });
    });

    it('repairs slices of its own that somebody changed', async () => {
      await cluster.create(pathOf('services'), service('repaired', {}));
      await cluster.create(pathOf('pods'), pod('repaired-1', 'repaired'));
      const { metadata } = await untilReady('repaired', 'repaired-1');
      await cluster.client.call('DELETE', `${pathOf('endpointslices')}/${metadata.name}`);
      await cluster.until('endpointslices', metadata.name, (slice) => slice === undefined);
      await untilReady('repaired', 'repaired-1');
    });

    it('closes a connection whose pod is deleted', async () => {
      const { spec } = await cluster.create<Service>(pathOf('services'), service('closing', {}));
      await cluster.create(pathOf('pods'), pod('closing-1', 'closing'));
      await untilReady('closing', 'closing-1');
      await untilAnswers(spec.clusterIP ?? '', 80, 'closing-1');
      const idle = connect(cluster.network.dial(spec.clusterIP ?? '', 80));
      idle.on('error', () => {});
      await once(idle, 'connect');
      idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await once(idle, 'data');
      const closed = new Promise((resolve) => idle.once('close', resolve));
      await cluster.client.call('DELETE', `${pathOf('pods')}/closing-1`);
      await closed;
    });
  });
}
