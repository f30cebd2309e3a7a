import type { Clock } from '../../../wait/types.ts';
import type { CrdSet } from '../../crds/index.ts';
import type { ReachMode } from '../../reach/index.ts';
import type { MeshClient } from '../../tunnels/index.ts';

export interface ExistingOptions {
  runId: string;
  /** Default: as kubectl finds it. */
  kubeconfigPath?: string;
  context?: string;
  /** Install the Gateway API's CRDs where the cluster has none. */
  installCrds?: boolean;
  /** Image of the echo backends, which the nodes must be able to pull. */
  echoImage?: string;
  /** Image of the pods that requests are sent from. Default: the echo image, which has to have the agent. */
  agentImage?: string;
  meshClient?: MeshClient;
  reach?: ReachMode;
  loadCrds(signal: AbortSignal): Promise<CrdSet>;
  clock: Clock;
  log?(line: string): void;
}

/** The official echo server, since the nodes have to pull it from somewhere. */
export const officialEchoImage = 'registry.k8s.io/gateway-api/echo-basic:v1.5.1';
