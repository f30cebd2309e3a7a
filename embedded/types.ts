import type { CrdSource } from '../apimachinery/crds/index.ts';
import type { NetworkOptions } from './network/index.ts';
import type { PlaceChange } from './network/places.ts';
import type { Program } from './node/program.ts';

export interface EmbeddedClusterOptions {
  /** Where the Gateway API's CRDs come from. Default `auto`. */
  crds?: CrdSource;
  /** Further programs by image repository; one under a built-in repository replaces it. */
  programs?: Readonly<Record<string, Program>>;
  networkMode?: NetworkOptions['mode'];
  /** In the place of the API server in this process; the network is `named` then. */
  realServer?: RealServer;
  /** File to write the kubeconfig to, mode 0600; removed on stop. */
  kubeconfigPath?: string;
  /** Port of the API server on 127.0.0.1. Default 0, any free one. */
  port?: number;
  /** Aborts the start. */
  signal?: AbortSignal;
  /** A line about the cluster's own doings. */
  log?(line: string): void;
  /** Told of every change of what `dial` says, before anyone can have learnt of the listener otherwise. */
  onPlaceChange?(change: PlaceChange): void;
}

/** A real API server that is there already. It gives Services addresses of NAMED_SERVICES. */
export interface RealServer {
  /** YAML text, with authority and token as data. */
  kubeconfig: string;
  url: string;
  /** Of its CRDs. */
  gatewayApi: { version: string; channel: string; source: string };
}

export interface EmbeddedCluster {
  /** YAML text. */
  kubeconfig: string;
  /** Of the API server. */
  url: string;
  /** Where a cluster address is really reached. */
  dial(address: string, port: number): { host: string; port: number };
  /**
   * The address range, whether its addresses are bound as they are, and a load-balancer address that is free for who
   * asks for a certain one.
   */
  network: { real: boolean; slot: number; octet: number; spareAddress: string };
  gatewayApi: { version: string; channel: string; source: string };
  /** Kept log of a pod, or of one of its containers; empty where there is none. */
  podLogs(namespace: string, pod: string, container?: string): string;
  /** Writes the pods' logs and the node's own below `dir`; gives the paths. */
  collectLogs(dir: string): Promise<string[]>;
  /** Ends everything, so that the process can exit by itself. May be called twice. */
  stop(): Promise<void>;
}
