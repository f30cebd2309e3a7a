import { dirname, join } from 'node:path';
import type { Cluster } from '../../clusters/providers/types.ts';
import type { RunResult } from '../../result/types.ts';
import type { CliIo } from '../io.ts';
import type { Interrupts } from './interrupt.ts';
import { checkKubeconfigPath, writeKubeconfig } from './outputs.ts';
import { inProcess, type RunRequest } from './request.ts';

/**
 * Leaves the cluster and the implementation where `--keep` asks for it. An embedded cluster lives in this process, so
 * it can only be kept by waiting.
 * @param keepers take the clean-up of each part off
 */
export async function keepCluster(
  result: RunResult,
  request: RunRequest,
  cluster: Cluster,
  providerName: string,
  keepers: readonly (() => void)[],
  io: CliIo,
  { signal, interrupted }: Interrupts,
): Promise<void> {
  const { keep } = request.settings;
  if (signal.aborted || keep === 'never' || (keep === 'on-failure' && result.exitCode === 0)) return;
  const path = request.kubeconfigPath ?? join(dirname(request.resultPath), 'kubeconfig');
  const endsWithRun = inProcess.has(providerName);
  let remove = (): void => {};
  if (!request.kubeconfigPath) {
    checkKubeconfigPath(path);
    remove = writeKubeconfig(path, cluster.kubeconfig);
  }
  const end = endsWithRun ? ' until Ctrl-C' : '';
  io.stderr.write(`kept${end}: the cluster and what the run made\nexport KUBECONFIG=${path}\n`);
  if (endsWithRun) {
    await interrupted;
    remove();
  } else {
    for (const keep of keepers) keep();
    await cluster.leave?.();
  }
}

/**
 * The same for a run that did not get to a result, since what stood in its way is in the cluster. One that lives in
 * this process ends with it.
 */
export async function keepFailed(
  request: RunRequest,
  cluster: Cluster,
  keepers: readonly (() => void)[],
  io: CliIo,
): Promise<void> {
  if (request.settings.keep === 'never' || !cluster.leave) return;
  const path = request.kubeconfigPath ?? join(dirname(request.resultPath), 'kubeconfig');
  if (!request.kubeconfigPath) {
    checkKubeconfigPath(path);
    writeKubeconfig(path, cluster.kubeconfig);
  }
  io.stderr.write(`kept: the cluster and what the run made\nexport KUBECONFIG=${path}\n`);
  for (const keep of keepers) keep();
  await cluster.leave();
}
