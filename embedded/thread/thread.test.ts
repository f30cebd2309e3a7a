import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect } from 'chai';
import { createNetwork } from '../network/index.ts';
import { createKubeClient } from '../node/kube/client.ts';
import type { Service } from '../node/kube/services.ts';
import { echoImage } from '../programs.ts';
import { writeSmallCrds } from '../testing.ts';
import { startClusterThread } from './host.ts';
import { flattenError, restoreError } from './messages.ts';
import { createMirror, publishChange } from './mirror.ts';

describe('a mirror of where listeners stand', () => {
  it('dials as the network does, at once after each change', async () => {
    const { port1, port2 } = new MessageChannel();
    const changes = new Int32Array(new SharedArrayBuffer(4));
    const network = await createNetwork({
      mode: 'mapped',
      onChange: (change) => publishChange(port2, changes, change),
    });
    const dial = createMirror(port1, changes, network);
    const server = createServer();
    const address = network.allocate('loadBalancer');
    try {
      expect(dial(address, 80)).to.deep.equal({ host: '127.0.0.1', port: 1 });
      expect(dial('192.0.2.1', 80)).to.deep.equal({ host: '192.0.2.1', port: 80 });
      await network.listen(server, address, 80);
      expect(dial(address, 80)).to.deep.equal(network.dial(address, 80));
      expect(dial(address, 80).port).to.be.greaterThan(1);
      await close(server);
      expect(dial(address, 80)).to.deep.equal({ host: '127.0.0.1', port: 1 });
    } finally {
      await network.close();
      port1.close();
    }
  });
});

describe('an error between threads', () => {
  it('keeps its message, its stack and its code, its cause’s where it has none', () => {
    const cause = Object.assign(new Error('taken'), { code: 'EADDRINUSE' });
    const restored = restoreError(structuredClone(flattenError(new Error('cannot listen', { cause }))));
    expect(restored).to.include({ message: 'cannot listen', code: 'EADDRINUSE' });
    expect(restored.stack).to.contain('thread.test');
    expect(restoreError(flattenError('text'))).to.include({ message: 'text' });
  });
});

describe('embedded cluster in a thread', () => {
  let dir: string;
  let crds: { path: string };
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'gwconf-thread-'));
    crds = { path: await writeSmallCrds(dir) };
  });
  after(() => rm(dir, { recursive: true }));

  it('serves a load balancer that is dialled from this thread, gives its logs, and is gone once stopped', async () => {
    const cluster = await startClusterThread({ crds, networkMode: 'mapped' });
    const client = createKubeClient(cluster.kubeconfig);
    try {
      const metadata = { name: 'echo', labels: { app: 'echo' } };
      const spec = { containers: [{ name: 'echo', image: echoImage }] };
      await client.call('POST', '/api/v1/namespaces/default/pods', { apiVersion: 'v1', kind: 'Pod', metadata, spec });
      await client.call('POST', '/api/v1/namespaces/default/services', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'echo' },
        spec: { type: 'LoadBalancer', selector: { app: 'echo' }, ports: [{ port: 80, targetPort: 3000 }] },
      });
      let status = 0;
      while (status === 0) {
        const service = await client.call<Service>('GET', '/api/v1/namespaces/default/services/echo');
        const ip = service.status?.loadBalancer?.ingress?.[0]?.ip;
        const { host, port } = ip === undefined ? { host: '', port: 0 } : cluster.dial(ip, 80);
        status =
          port === 0
            ? 0
            : await fetch(`http://${host}:${port}/`).then(
                (answer) => answer.status,
                () => 0,
              );
      }
      expect(status).to.equal(200);
      const paths = await cluster.collectLogs(join(dir, 'logs'));
      expect(paths).to.include(join(dir, 'logs', 'node.log'));
      expect((await stat(paths[0] ?? '')).isFile()).to.equal(true);
    } finally {
      client.close();
      await Promise.all([cluster.stop(), cluster.stop()]);
    }
    expect(await client.call('GET', '/version').catch((error) => error.code)).to.equal('ECONNREFUSED');
  });

  it('refuses a port in use with the sentence and the code', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const bound = holder.address();
    const port = typeof bound === 'object' && bound ? bound.port : 0;
    try {
      const error = await startClusterThread({ crds, port }).catch((reason) => reason);
      expect(error).to.include({ code: 'EADDRINUSE' });
      expect(error.message).to.match(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1, .* is in use`));
    } finally {
      await close(holder);
    }
  });

  it('ends its start when that is aborted, with the reason', async () => {
    const early = await startClusterThread({ signal: AbortSignal.abort(new Error('not today')) }).catch(
      (error) => error,
    );
    expect(early.message).to.equal('not today');
    const abort = new AbortController();
    const starting = startClusterThread({ crds, signal: abort.signal }).catch((error) => error);
    abort.abort(new Error('changed my mind'));
    expect((await starting).message).to.equal('changed my mind');
  });
});

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
