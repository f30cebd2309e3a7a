import { detectGatewayApi } from '../../kube/gateway-api.ts';
import { keyOf } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { createPolicies } from '../../wait/policies.ts';
import type { Clock } from '../../wait/types.ts';
import { hasGatewayApi, installCrds } from './install.ts';
import type { CrdSet } from './types.ts';

export interface EnsuredCrds {
  /** One phrase. */
  source: string;
  /** Those that this run installed. */
  made: readonly KubeObject[];
}

export interface EnsureCrdsOptions {
  api: KubeApi;
  runId: string;
  loadCrds(signal: AbortSignal): Promise<CrdSet>;
  clock: Clock;
  signal: AbortSignal;
  log?: ((line: string) => void) | undefined;
}

/** Installs the Gateway API's CRDs where the cluster has none; what it has stays as it is. */
export async function ensureCrds(options: EnsureCrdsOptions): Promise<EnsuredCrds> {
  const { api, runId, loadCrds, clock, signal, log } = options;
  if (await hasGatewayApi(api)) {
    const { version, channel, source } = await detectGatewayApi(api);
    log?.(`the cluster has the CRDs of Gateway API ${version} (${channel})`);
    return { source, made: [] };
  }
  const set = await loadCrds(signal);
  const made = await installCrds(api, set, { runId, clock, signal, policy: createPolicies().workload });
  return { source: set.source, made };
}

/** Deletes CRDs that this run installed, and with them every object of their kinds. */
export async function removeCrds(api: KubeApi, made: readonly KubeObject[]): Promise<void> {
  await Promise.all(made.map((crd) => api.delete(keyOf(crd))));
}
