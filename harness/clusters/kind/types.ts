export interface CreateOptions {
  name: string;
  /** YAML text of a kind.x-k8s.io/v1alpha4 Cluster. */
  config: string;
  /** Node image; default: kind's own. */
  image?: string | undefined;
  /** kind writes a kubeconfig whether one wants it or not: here, so that the user's own stays as it is. */
  kubeconfigPath: string;
  signal?: AbortSignal | undefined;
  onLine?: (line: string) => void;
}

/** The `kind` command. Rejects with UsageError or HarnessError that says what to do and which command it was. */
export interface Kind {
  /** `v0.33.0`. Rejects with UsageError where kind is missing or too old. */
  version(signal?: AbortSignal): Promise<string>;
  getClusters(signal?: AbortSignal): Promise<string[]>;
  /** Names of the nodes' containers, control plane first. */
  getNodes(cluster: string, signal?: AbortSignal): Promise<string[]>;
  create(options: CreateOptions): Promise<void>;
  /** YAML text. */
  getKubeconfig(cluster: string, signal?: AbortSignal): Promise<string>;
  /** Copies an image of this machine into every node. */
  loadDockerImage(cluster: string, image: string, signal?: AbortSignal): Promise<void>;
  /** The same from a file that `docker save` wrote. */
  loadImageArchive(cluster: string, path: string, signal?: AbortSignal): Promise<void>;
  /** Writes the nodes' logs below a folder. */
  exportLogs(cluster: string, dir: string, signal?: AbortSignal): Promise<void>;
  /** Deletes the cluster; one that does not exist is no error. */
  delete(cluster: string, kubeconfigPath: string, signal?: AbortSignal): Promise<void>;
}
