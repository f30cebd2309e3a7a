import { parentPort, workerData } from 'node:worker_threads';
import { type EmbeddedCluster, startEmbeddedCluster } from '../index.ts';
import { flattenError, type Reply, type Request, type ThreadData } from './messages.ts';
import { publishChange } from './mirror.ts';

/** The cluster's side of embedded/thread/host.ts: runs one cluster in this thread until it is told to stop it. */
const { options, places, changes } = workerData as ThreadData;
const aborting = new AbortController();
let cluster: EmbeddedCluster | undefined;

parentPort?.on('message', (request: Request) => {
  if (request.kind === 'abort') return aborting.abort(new Error('aborted'));
  const work = request.kind === 'stop' ? cluster?.stop().then(() => []) : cluster?.collectLogs(request.dir);
  (work ?? Promise.resolve([])).then(
    (paths) => reply({ kind: 'done', id: request.id, paths }),
    (error: unknown) => reply({ kind: 'done', id: request.id, paths: [], error: flattenError(error) }),
  );
});

try {
  cluster = await startEmbeddedCluster({
    ...options,
    signal: aborting.signal,
    onPlaceChange: (change) => publishChange(places, changes, change),
  });
  const { kubeconfig, url, gatewayApi, network } = cluster;
  reply({ kind: 'started', cluster: { kubeconfig, url, gatewayApi, network } });
} catch (error) {
  reply({ kind: 'failed', error: flattenError(error) });
}

function reply(message: Reply): void {
  parentPort?.postMessage(message);
}
