import type { Dial } from '../../protocols/types.ts';

export interface ClusterCapabilities {
  /** Image of the echo backend that the cluster can run. */
  echoImage: string;
  /** Image of the pods that requests are sent from, with the echo backend and its agent; missing: the echo image. */
  agentImage?: string;
  /** Image whose client is run by exec in the place of the agent. */
  clientImage?: string;
  /** Neither image has the agent, and no client takes its place. */
  lacksAgent?: true;
  /** Services of type LoadBalancer get an address. */
  loadBalancer: boolean;
  /** An address that a Gateway may ask for, where the cluster knows of one. */
  staticAddress?: string;
}

/** A running cluster. */
export interface Cluster {
  /** YAML text. */
  kubeconfig: string;
  dial: Dial;
  capabilities: ClusterCapabilities;
  /** It goes as a whole with the run, so nothing need be removed from it. */
  disposable?: boolean;
  /** Where the Gateway API's CRDs came from, one phrase. */
  crdSource: string;
  /** Writes the cluster's own logs below `dir`; gives the paths. */
  collectLogs(dir: string): Promise<string[]>;
  /**
   * Brings images to the nodes before pods need them; those that are there are skipped. Absent where the nodes pull
   * their images by themselves.
   */
  loadImages?(images: readonly string[], signal: AbortSignal): Promise<void>;
  /** Tells, once, that the cluster ended by itself, in one sentence. Absent where nobody notices. */
  onFailure?(listener: (message: string) => void): void;
  /** Removes what `start` made. May be called twice. */
  stop(): Promise<void>;
  /** Lets go of a cluster that is kept: it goes on as it is. Absent where it ends with this process. */
  leave?(): Promise<void>;
}

export interface ClusterProvider {
  readonly name: string;
  start(signal: AbortSignal): Promise<Cluster>;
}
