import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import type { Pod } from '../kube/objects.ts';
import type { Program } from '../program.ts';
import { pathOf, startTestCluster, type TestCluster } from '../testing.ts';

describe('reaching into pods of the embedded node', () => {
  let cluster: TestCluster;
  const ends = new Map<string, () => void>();

  /** Listens at port 80, and runs until it is told to end. */
  const program: Program = async ({ pod, network, log, ready, signal }) => {
    const server = createServer((socket) => socket.end(`this is ${pod.name}`));
    await network.listen(server, pod.ip, 80);
    ready();
    log('up');
    await new Promise<void>((resolve) => {
      ends.set(pod.name, () => {
        log('down');
        resolve();
      });
      signal.addEventListener('abort', () => resolve());
    });
    server.close();
  };

  before(async () => {
    cluster = await startTestCluster({ 'test/app': program });
  });
  after(() => cluster.stop());

  const isReady = (pod: Pod | undefined) =>
    pod?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  const start = async (name: string, more: object = {}) => {
    const container = { name: 'c', image: 'test/app:v1', env: [{ name: 'A', value: 'b' }] };
    await cluster.create(pathOf('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { restartPolicy: 'Never', containers: [{ ...container, ...more }] },
    });
    await cluster.until<Pod>('pods', name, isReady);
    return { namespace: 'default', pod: name, container: 'c' };
  };
  const streams = (signal = new AbortController().signal) => {
    const lines: string[] = [];
    const stdin = (async function* (): AsyncGenerator<Buffer> {})();
    return {
      lines,
      stdin,
      signal,
      stdout: (chunk: Buffer | string) => void lines.push(String(chunk)),
      stderr: () => {},
    };
  };

  it('runs commands with what the container was given, token and all', async () => {
    const target = await start('commands');
    const env = streams();
    expect(await cluster.runtime.exec(target, ['env'], env)).to.equal(0);
    expect(env.lines).to.include.members(['HOSTNAME=commands\n', 'A=b\n']);
    const files = streams();
    await cluster.runtime.exec(target, ['cat', '/var/run/secrets/kubernetes.io/serviceaccount/namespace'], files);
    expect(files.lines).to.deep.equal(['default']);
  });

  it('connects to ports, and says where nothing listens', async () => {
    const target = await start('ports');
    const socket = await cluster.runtime.connect(target, 80);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).to.equal('this is ports');
    socket.destroy();
    const refused = await Promise.resolve(cluster.runtime.connect(target, 81)).catch((error: Error) => error.message);
    expect(refused).to.equal('nothing listens at port 81 of the pod');
  });

  it('follows a log and attaches until the container has ended', async () => {
    const target = await start('ending');
    const { signal } = new AbortController();
    const attached = streams();
    const attaching = cluster.runtime.attach(target, attached);
    const following = (async () => {
      const lines: string[] = [];
      for await (const line of (await cluster.runtime.readLog(target, { follow: true, signal })) ?? [])
        lines.push(line);
      return lines;
    })();
    ends.get('ending')?.();
    expect(await following).to.deep.equal(['up\n', 'down\n']);
    await attaching;
    expect(attached.lines, 'from the moment of attaching').to.deep.equal(['down\n']);
    const after = cluster.runtime.readLog(target, { follow: true, signal });
    expect(after, 'of one that is over').to.equal('up\ndown\n');
    await cluster.until<Pod>('pods', 'ending', (pod) => pod?.status?.phase === 'Succeeded');
    const error = await cluster.runtime.exec(target, ['true'], streams()).catch((failure: Error) => failure.message);
    expect(error).to.equal('container not found ("c")');
  });

  it('lets go of a container when the client leaves', async () => {
    const target = await start('left');
    const client = new AbortController();
    const attaching = cluster.runtime.attach(target, streams(client.signal));
    client.abort();
    await attaching;
  });
});
