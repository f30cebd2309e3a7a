import type { ProgramOptions } from '../../common/exec/index.ts';

export interface Container {
  id: string;
  name: string;
  /** ISO 8601. */
  createdAt: string;
}

export interface ContainerNetwork {
  /** CIDR, `172.18.0.0/16`; IPv4 and IPv6. */
  subnets: readonly string[];
  /** Addresses that the network has given away, its gateways' too. */
  taken: readonly string[];
}

/** Docker or Podman, as far as kind clusters need it. Rejects with UsageError or HarnessError that says what to do. */
export interface ContainerRuntime {
  readonly program: 'docker' | 'podman';
  /** Of the server: `28.2.2`. Rejects where it does not run. */
  version(signal?: AbortSignal): Promise<string>;
  /** Runs a command in a container; gives its stdout. */
  exec(container: string, command: readonly string[], options?: ProgramOptions): Promise<string>;
  /** Running or not. */
  listContainers(label: string, signal?: AbortSignal): Promise<Container[]>;
  inspectNetwork(name: string, signal?: AbortSignal): Promise<ContainerNetwork>;
  /** Id of an image of this machine: the digest of its configuration. Undefined where it is not there. */
  imageId(image: string, signal?: AbortSignal): Promise<string | undefined>;
  pull(image: string, signal?: AbortSignal): Promise<void>;
  tag(image: string, name: string, signal?: AbortSignal): Promise<void>;
  /** Builds the Dockerfile of a folder. */
  build(folder: string, image: string, args: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>;
}
