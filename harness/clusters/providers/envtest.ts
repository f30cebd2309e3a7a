import { messageOf } from '../../common/message-of.ts';
import { createKubeApi } from '../../kube/api.ts';
import { detectGatewayApi } from '../../kube/gateway-api.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { together } from '../../wait/together.ts';
import type { Clock } from '../../wait/types.ts';
import { findControlPlane } from '../controlplane/index.ts';
import { type CrdSet, ensureCrds } from '../crds/index.ts';
import { toBackendImages } from '../images/backend-images.ts';
import type { MeshClient } from '../tunnels/index.ts';
import { embeddedEchoImage } from './embedded.ts';
import type { Cluster, ClusterProvider } from './types.ts';
import { undoOnFailure } from './undo.ts';

export interface EnvtestOptions {
  runId: string;
  /** Default: `agent`. */
  meshClient?: MeshClient;
  loadCrds(signal: AbortSignal): Promise<CrdSet>;
  clock: Clock;
  log?(line: string): void;
}

/**
 * A real kube-apiserver with its etcd, and the embedded cluster's node on it: what an API server decides is the real one's
 * decision, and no container is needed.
 */
export function createEnvtestProvider(options: EnvtestOptions): ClusterProvider {
  return {
    name: 'envtest',
    start: (signal) => undoOnFailure(signal, options.log, (undo) => start(options, signal, undo)),
  };
}

type Undo = Parameters<Parameters<typeof undoOnFailure>[2]>[0];

async function start({ runId, meshClient, loadCrds, clock, log }: EnvtestOptions, signal: AbortSignal, undo: Undo) {
  const programs = findControlPlane();
  const [{ startControlPlane }, { NAMED_SERVICES, startClusterThread }] = await Promise.all([
    import('../controlplane/start.ts'),
    import('../../../embedded/index.ts'),
  ]);
  if (programs.controllers === undefined) {
    log?.(
      'there is no kube-controller-manager beside the API server: nothing collects garbage, and namespaces do not end',
    );
  }
  const server = await startControlPlane({ programs, serviceRange: NAMED_SERVICES, signal });
  undo.add('the control plane', () => server.stop());
  const { kubeconfig, url } = server;
  const connection = new AbortController();
  const api = await createKubeApi(kubeconfig, { runId, signal: connection.signal });
  undo.add('the connection', () => {
    api.close();
    connection.abort();
  });
  const [{ source }] = await together(signal, [
    (during) => ensureCrds({ api, runId, loadCrds, clock, signal: during, log }),
  ]);
  const { version, channel } = await detectGatewayApi(api);
  const node = await startClusterThread({
    signal,
    realServer: { kubeconfig, url, gatewayApi: { version, channel, source } },
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new HarnessError(`The embedded node did not start: ${messageOf(error)}`, { cause: error });
  });
  undo.add('the node', () => node.stop());
  let stopping: Promise<void> | undefined;
  return {
    kubeconfig,
    dial: node.dial,
    capabilities: { ...toBackendImages({ echoImage: embeddedEchoImage, meshClient }), loadBalancer: true },
    disposable: true,
    crdSource: source,
    collectLogs: async (dir) => [...(await server.collectLogs(dir)), ...(await node.collectLogs(dir))],
    onFailure(listener) {
      server.onFailure(listener);
      node.onFailure(({ message }) => listener(message));
    },
    stop() {
      stopping ??= undo.run().then((problems) => {
        if (problems.length > 0) throw new HarnessError(problems.join('; '));
      });
      return stopping;
    },
  } satisfies Cluster;
}
