import type { Clock } from '../../../wait/types.ts';
import type { CrdSet } from '../../crds/index.ts';
import type { ReachMode } from '../../reach/index.ts';
import type { MeshClient } from '../../tunnels/index.ts';

export interface KindOptions {
  /** Of the run that the cluster is for; names and labels what is made. */
  runId: string;
  /** A running cluster of this name is used and left; otherwise one of this name is made. Default: the run's id. */
  name?: string;
  /** Implementation that is said to be in the cluster already: without such a cluster there is nothing to test. */
  installed?: string;
  /** Name of a file of kind-config/, or a path. */
  config?: string;
  /** Node image. Default: kind's own. */
  image?: string;
  /** Default: the project's own, built where this machine does not have it. */
  echoImage?: string;
  /** Image of the pods that requests are sent from. Default: the echo image, which has to have the agent. */
  agentImage?: string;
  meshClient?: MeshClient;
  /** Images of the implementation, brought to the nodes while the cluster starts; asked then. */
  images?(): readonly string[];
  /** Registry that has all images, in the place of their own. */
  imageRegistry?: string;
  /** Default: `auto`. */
  reach?: ReachMode;
  loadCrds(signal: AbortSignal): Promise<CrdSet>;
  clock: Clock;
  /** A line about what is being done. */
  log?(line: string): void;
}
