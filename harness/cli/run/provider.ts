import type { ProviderOptions } from '../../clusters/providers/index.ts';
import { toCrdSource } from '../options/crds.ts';
import type { Wiring } from '../wiring.ts';
import { createCrdLoader } from './real-cluster.ts';
import type { RunRequest } from './request.ts';

export interface ProviderParts {
  runId: string;
  wiring: Pick<Wiring, 'clock' | 'fetchCrds' | 'loadCrds'>;
  notice(text: string): void;
  /** Images of the implementation; asked when the cluster starts. */
  images(): readonly string[];
}

/** What each provider is told of a run. */
export function toProviderOptions(
  {
    crds,
    realCluster,
    meshClient,
    install,
    implementation,
  }: Pick<RunRequest, 'crds' | 'realCluster'> & Partial<Pick<RunRequest, 'meshClient' | 'install' | 'implementation'>>,
  { runId, wiring, notice, images }: ProviderParts,
): ProviderOptions {
  const { echoImage, agentImage, reach, kindName, kindConfig, kindImage, imageRegistry } = realCluster;
  const log = (text: string): void => notice(text);
  const common = {
    runId,
    echoImage,
    agentImage,
    meshClient,
    reach,
    loadCrds: createCrdLoader(crds, wiring, log),
    clock: wiring.clock,
    log,
  };
  return {
    embedded: { crds: toCrdSource(crds), meshClient },
    envtest: { runId, meshClient, loadCrds: common.loadCrds, clock: wiring.clock, log },
    kind: {
      ...common,
      ...(install === false && implementation !== 'none' ? { installed: implementation } : {}),
      name: kindName,
      config: kindConfig,
      image: kindImage,
      imageRegistry,
      images,
    },
    existing: {
      ...common,
      kubeconfigPath: realCluster.kubeconfig,
      context: realCluster.context,
      installCrds: realCluster.installCrds,
    },
  };
}
