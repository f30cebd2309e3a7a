import type { Cluster } from '../../clusters/providers/types.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Wiring } from '../wiring.ts';
import type { CleanupStack } from './cleanup.ts';

/**
 * Connects to a cluster; its end is registered for the clean-up first. What is cleaned up before it needs the API after
 * an interrupt too, so the connection has a signal of its own: `lasting`.
 */
export async function openConnection(
  { kubeconfig }: Cluster,
  runId: string,
  wiring: Pick<Wiring, 'createKubeApi'>,
  cleanup: CleanupStack,
): Promise<{ api: KubeApi; lasting: AbortSignal }> {
  const connection = new AbortController();
  const { signal: lasting } = connection;
  let api: KubeApi | undefined;
  cleanup.add('the connection', () => {
    api?.close();
    connection.abort();
  });
  api = await wiring.createKubeApi(kubeconfig, runId, lasting);
  return { api, lasting };
}
