import { messageOf } from '../../common/message-of.ts';
import type { Dial } from '../../protocols/types.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { toBackendImages } from '../images/backend-images.ts';
import type { MeshClient } from '../tunnels/index.ts';
import type { Cluster, ClusterProvider } from './types.ts';

export interface EmbeddedOptions {
  /** `mapped`: every listener at 127.0.0.1, told apart by port, as where only that address exists. Default: `auto`. */
  networkMode?: 'auto' | 'native' | 'mapped';
  /** Where the Gateway API's CRDs come from. Default: `auto`. */
  crds?: 'auto' | 'bundled' | { path: string } | { version: string; channel: string };
  /** Default: `agent`. */
  meshClient?: MeshClient;
  /** Port of the API server. Default: a free one. */
  port?: number;
  /** File to write the kubeconfig to, for kubectl. */
  kubeconfigPath?: string;
}

/** What is used of embedded/index.ts. */
export interface EmbeddedModule {
  startClusterThread(options: EmbeddedOptions & { signal: AbortSignal }): Promise<{
    kubeconfig: string;
    dial: Dial;
    network: { spareAddress: string };
    gatewayApi: { source: string };
    collectLogs(dir: string): Promise<readonly string[]>;
    onFailure?(listener: (error: Error) => void): void;
    stop(): Promise<void>;
  }>;
}

/** Image of the backends that the embedded node runs. */
export const embeddedEchoImage = 'gwconf.dev/echo:v0.1.0';

/** The cluster without a cluster: everything in this process, in a thread of its own. `load` is replaced by tests. */
export function createEmbeddedProvider(
  { meshClient, ...options }: EmbeddedOptions = {},
  load: () => Promise<EmbeddedModule> = () => import('../../../embedded/index.ts'),
): ClusterProvider {
  return {
    name: 'embedded',
    async start(signal) {
      const { startClusterThread } = await load();
      signal.throwIfAborted();
      const running = await startClusterThread({ ...options, signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw explain(error);
      });
      let stopping: Promise<void> | undefined;
      const stop = () => {
        stopping ??= running.stop();
        return stopping;
      };
      if (signal.aborted) {
        await stop();
        throw signal.reason;
      }
      return {
        kubeconfig: running.kubeconfig,
        dial: running.dial,
        capabilities: {
          ...toBackendImages({ echoImage: embeddedEchoImage, meshClient }),
          loadBalancer: true,
          staticAddress: running.network.spareAddress,
        },
        disposable: true,
        crdSource: running.gatewayApi.source,
        collectLogs: async (dir) => [...(await running.collectLogs(dir))],
        onFailure: (listener) => running.onFailure?.(({ message }) => listener(message)),
        stop,
      } satisfies Cluster;
    },
  };
}

// What the user can put right by another option; the embedded cluster itself knows no classes of errors.
const usageCodes = new Set(['ERR_CRDS_INPUT', 'EADDRINUSE', 'ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EROFS']);

function explain(error: unknown): Error {
  const message = messageOf(error);
  const isUsage = usageCodes.has(readCode(error)) || (error instanceof Error && usageCodes.has(readCode(error.cause)));
  return isUsage
    ? new UsageError(`The embedded cluster cannot start: ${message}`)
    : new HarnessError(`The embedded cluster did not start: ${message}`, { cause: error });
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
