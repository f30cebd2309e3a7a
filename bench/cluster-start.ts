import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Time until the embedded cluster's API is ready, with the Gateway API's CRDs Established: from the start of a process
 * of its own, module loading included, and from the call alone. Prints medians in milliseconds.
 *
 *     npx tsx bench/cluster-start.ts [runs] [path of CRDs]
 */
const self = fileURLToPath(import.meta.url);

const [, , mode = '7', path] = process.argv;

if (mode === '--once') await measureOnce();
else measureAll(Number(mode));

async function measureOnce(): Promise<void> {
  const { startEmbeddedCluster } = await import('../embedded/index.ts');
  const before = performance.now();
  const cluster = await startEmbeddedCluster({ crds: path === undefined ? 'auto' : { path } });
  const { createKubeClient } = await import('../embedded/node/kube/client.ts');
  const client = createKubeClient(cluster.kubeconfig);
  await assertEstablished(client);
  // `performance.now` counts from the start of the process.
  const total = performance.now();
  const memoryMb = process.memoryUsage.rss() / 2 ** 20;
  client.close();
  await cluster.stop();
  console.log(JSON.stringify({ total, call: total - before, memoryMb }));
}

async function assertEstablished(client: { call<T>(method: 'GET', path: string): Promise<T> }): Promise<void> {
  interface Definitions {
    items: { metadata: { name: string }; status?: { conditions?: { type: string; status: string }[] } }[];
  }
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const { items } = await client.call<Definitions>('GET', path);
  for (const { metadata, status } of items) {
    const established = status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True');
    if (!established) throw new Error(`CustomResourceDefinition ${metadata.name} is not Established`);
  }
  if (items.length === 0) throw new Error('There are no CustomResourceDefinitions');
}

function measureAll(runs: number): void {
  const results = Array.from({ length: runs }, () => {
    const output = execFileSync(
      process.execPath,
      [...process.execArgv, self, '--once', ...(path === undefined ? [] : [path])],
      { encoding: 'utf8' },
    );
    return JSON.parse(output) as { total: number; call: number; memoryMb: number };
  });
  const median = (key: 'total' | 'call' | 'memoryMb') => {
    const sorted = results.map((result) => result[key]).sort((a, b) => a - b);
    return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  };
  console.log(`runs: ${runs}`);
  console.log(`process start to API ready: ${median('total')} ms (median)`);
  console.log(`startEmbeddedCluster to API ready: ${median('call')} ms (median)`);
  console.log(`resident memory then: ${median('memoryMb')} MB (median)`);
}
