import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { get } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type EmbeddedCluster, echoImage, startEmbeddedCluster } from './index.ts';
import { createKubeClient, type KubeClient } from './node/kube/client.ts';
import type { Condition, KubeObject } from './node/kube/objects.ts';
import type { Service } from './node/kube/services.ts';
import { writeSmallCrds } from './testing.ts';

interface Definition extends KubeObject {
  status: { conditions: Condition[] };
}

describe('embedded cluster', () => {
  let dir: string;
  let crds: { path: string };
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'gwconf-embedded-'));
    crds = { path: await writeSmallCrds(dir) };
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function withCluster(run: (cluster: EmbeddedCluster, client: KubeClient) => Promise<void>): Promise<void> {
    const kubeconfigPath = join(dir, 'kube', 'config');
    const cluster = await startEmbeddedCluster({ crds, kubeconfigPath });
    const client = createKubeClient(cluster.kubeconfig);
    try {
      await run(cluster, client);
    } finally {
      client.close();
      await cluster.stop();
    }
  }

  it('serves the Gateway API, Established, and says which', async () => {
    await withCluster(async (cluster, client) => {
      const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/httproutes.gateway.networking.k8s.io';
      const definition = await client.call<Definition>('GET', path);
      expect(definition.status.conditions.find(({ type }) => type === 'Established')?.status).to.equal('True');
      const version = definition.metadata.annotations?.['gateway.networking.k8s.io/bundle-version'];
      expect(cluster.gatewayApi).to.include({ version, channel: 'standard' });
      expect(cluster.gatewayApi.source).not.to.equal('');
      const { items } = await client.call<{ items: unknown[] }>('GET', '/apis/gateway.networking.k8s.io/v1/httproutes');
      expect(items).to.deep.equal([]);
    });
  });

  it('runs the echo backend behind a load balancer that dial reaches, and keeps its log', async () => {
    await withCluster(async (cluster, client) => {
      const spec = { containers: [{ name: 'echo', image: echoImage }] };
      const metadata = { name: 'echo', labels: { app: 'echo' } };
      await client.call('POST', '/api/v1/namespaces/default/pods', { apiVersion: 'v1', kind: 'Pod', metadata, spec });
      await client.call('POST', '/api/v1/namespaces/default/services', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'echo' },
        spec: { type: 'LoadBalancer', selector: { app: 'echo' }, ports: [{ port: 80, targetPort: 3000 }] },
      });
      let path = '';
      while (path === '') {
        const service = await client.call<Service>('GET', '/api/v1/namespaces/default/services/echo');
        const ip = service.status?.loadBalancer?.ingress?.[0]?.ip;
        path = ip === undefined ? '' : await fetchPath(cluster.dial(ip, 80));
      }
      expect(path).to.equal('/through');
      expect(cluster.podLogs('default', 'echo')).to.contain('request made to /through');
      expect(cluster.podLogs('default', 'nobody')).to.equal('');
      const paths = await cluster.collectLogs(join(dir, 'logs'));
      expect(paths).to.deep.equal([
        join(dir, 'logs', 'node.log'),
        join(dir, 'logs', 'pods', 'default', 'echo.echo.log'),
      ]);
      expect(await readFile(paths[1] ?? '', 'utf8')).to.contain('request made to /through');
      const log = await client.call('GET', '/api/v1/namespaces/default/pods/echo/log').catch((error) => error.message);
      expect(log).to.contain('request made to /through');
    });
  });

  async function fetchPath(place: { host: string; port: number }): Promise<string> {
    const request = get({ ...place, path: '/through', agent: false });
    try {
      const [response] = await once(request, 'response');
      return JSON.parse((await response.setEncoding('utf8').toArray()).join('')).path;
    } catch {
      return '';
    }
  }

  it('writes a kubeconfig for its owner only, and removes it', async () => {
    const path = join(dir, 'kube', 'config');
    await withCluster(async (cluster) => {
      expect(await readFile(path, 'utf8')).to.equal(cluster.kubeconfig);
      expect((await stat(path)).mode & 0o777).to.equal(0o600);
    });
    expect(await stat(path).catch((error) => error.code)).to.equal('ENOENT');
  });

  it('may be stopped twice, and is gone then', async () => {
    const cluster = await startEmbeddedCluster({ crds });
    const client = createKubeClient(cluster.kubeconfig);
    const { spec } = await client.call<Service>('POST', '/api/v1/namespaces/default/services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'any' },
      spec: { ports: [{ port: 80 }] },
    });
    client.close();
    await Promise.all([cluster.stop(), cluster.stop()]);
    expect(await client.call('GET', '/version').catch((error) => error.code)).to.equal('ECONNREFUSED');
    // Where a cluster shows that its address range is taken.
    const [, second = 0, third = 0] = (spec.clusterIP ?? '').split('.').map(Number);
    const claim = connect(10_127, `127.${second - 32}.${third & 0xf0}.0`);
    const [error] = await once(claim, 'error');
    expect(error.code).to.equal('ECONNREFUSED');
  });

  it('refuses a port in use in one sentence, leaving nothing behind', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const bound = holder.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    const kubeconfigPath = join(dir, 'config');
    try {
      const error = await startEmbeddedCluster({ crds, port, kubeconfigPath }).catch((reason) => reason);
      expect(error.message).to.match(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1, .* is in use by another process$`));
      expect(error.code).to.equal('EADDRINUSE');
      expect(await stat(kubeconfigPath).catch((reason) => reason.code)).to.equal('ENOENT');
    } finally {
      holder.close();
    }
  });

  it('names the kubeconfig path that it cannot write', async () => {
    const kubeconfigPath = join(dir, 'a-directory');
    await mkdir(join(kubeconfigPath, 'inside'), { recursive: true });
    const error = await startEmbeddedCluster({ crds, kubeconfigPath }).catch((reason) => reason);
    expect(error.message).to.contain(`Could not write the kubeconfig to ${kubeconfigPath}`);
  });

  it('does not start when it is aborted', async () => {
    const signal = AbortSignal.abort(new Error('not today'));
    const error = await startEmbeddedCluster({ crds, signal }).catch((reason) => reason);
    expect(error.message).to.equal('not today');
  });
});
