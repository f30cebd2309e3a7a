import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { writeSmallCrds } from './testing.ts';

/** In a process of its own: whether it exits by itself can be seen only from outside. */
const script = `
  import { startEmbeddedCluster, echoImage } from './embedded/index.ts';
  import { createKubeClient } from './embedded/node/kube/client.ts';
  const resources = () => process.getActiveResourcesInfo().filter((name) => !/^(TTY|Pipe|FileHandle)Wrap$/.test(name));
  const counts = [];
  for (let round = 0; round < 5; round += 1) {
    const cluster = await startEmbeddedCluster({ crds: { path: process.env.CRDS } });
    const client = createKubeClient(cluster.kubeconfig);
    const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: echoImage }] } };
    await client.call('POST', '/apis/apps/v1/namespaces/default/deployments', {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' },
      spec: { replicas: 3, selector: { matchLabels: { app: 'a' } }, template },
    });
    await client.call('POST', '/api/v1/namespaces/default/services', {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' },
      spec: { type: 'LoadBalancer', selector: { app: 'a' }, ports: [{ port: 80, targetPort: 3000 }] },
    });
    // Stopped at different moments of its work.
    await new Promise((resolve) => setTimeout(resolve, round * 15));
    client.close();
    await cluster.stop();
    await new Promise((resolve) => setTimeout(resolve, 50));
    counts.push(resources());
  }
  console.log(JSON.stringify(counts));
`;

describe('embedded cluster, stopped', () => {
  it('leaves no handle, and lets the process exit', async () => {
    const args = ['--import', 'tsx', '--input-type', 'module', '--eval', script];
    const dir = await mkdtemp(join(tmpdir(), 'gwconf-leaks-'));
    try {
      const env = { ...process.env, CRDS: await writeSmallCrds(dir) };
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env, timeout: 60_000 });
      expect(stderr).to.equal('');
      expect(JSON.parse(stdout)).to.deep.equal(Array(5).fill([]));
    } finally {
      await rm(dir, { recursive: true });
    }
  }).timeout(60_000);
});
