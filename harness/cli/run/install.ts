import type { Cluster } from '../../clusters/providers/types.ts';
import type { Installation, InstallOptions } from '../../install/index.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Wiring } from '../wiring.ts';
import type { CleanupStack } from './cleanup.ts';

export interface InstallParts {
  wiring: Wiring;
  cluster: Cluster;
  api: KubeApi;
  runId: string;
  cleanup: CleanupStack;
  /** Is given what takes the removal off, for an implementation that is to be kept. */
  toKeep?(keep: () => void): void;
  wait: InstallOptions;
  /** The removal goes on after an interrupt, so it has a signal of its own. */
  lasting: AbortSignal;
  phase<T>(work: () => Promise<T>): Promise<T>;
}

/** Installs what the profile says, its removal registered first. Undefined for nothing to do. */
export async function installProfile(
  profile: ImplementationProfile,
  { wiring, cluster, api, runId, cleanup, toKeep, wait, lasting, phase }: InstallParts,
): Promise<Installation | undefined> {
  if (profile.install.length === 0) return undefined;
  const installation = await wiring.createInstallation(profile, { api, runId, kubeconfig: cluster.kubeconfig });
  const scope = cluster.disposable ? 'machine' : 'all';
  const keep = cleanup.add('the implementation', () => installation.uninstall({ ...wait, signal: lasting }, scope));
  toKeep?.(keep);
  await phase(() => installation.install(wait));
  return installation;
}
