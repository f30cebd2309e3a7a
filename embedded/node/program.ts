import type { Duplex } from 'node:stream';
import type { Network } from '../network/types.ts';

/** What a container is told when the node runs it in process. */
export interface ProgramContext {
  pod: { name: string; namespace: string; uid: string; ip: string; labels: Readonly<Record<string, string>> };
  container: { name: string; image: string; args: readonly string[]; env: Readonly<Record<string, string>> };
  network: Network;
  /**
   * Opens a TCP connection from the pod to an address, or to a Service by its DNS name, by the way that connections of the
   * pod take. Rejects with the system's code.
   */
  connect(host: string, port: number): Promise<Duplex>;
  /** Kubeconfig (YAML text) with the rights of the pod's ServiceAccount; nobody's where the pod mounts no token. */
  kubeconfig: string;
  /** Content of mounted files by path, of Secret, ConfigMap, projected and downward API volumes. */
  files: Readonly<Record<string, string>>;
  /** One line of the container's log. */
  log(line: string): void;
  /** To be called once the container serves; the pod becomes Ready then. */
  ready(): void;
  signal: AbortSignal;
}

/** Runs until the signal aborts; resolving earlier or rejecting is a container that exited (0 or 1). */
export interface Program {
  (context: ProgramContext): Promise<void>;
  /** What its image has beside it, to be run by exec. */
  commands?: Readonly<Record<string, Command>>;
}

/** What a command finds in its container. */
export interface CommandContainer {
  hostname: string;
  env: Readonly<Record<string, string>>;
  /** Content of mounted files by absolute path. */
  files: Readonly<Record<string, string>>;
  /** As `ProgramContext.connect`; missing where there is no network. */
  connect?(host: string, port: number): Promise<Duplex>;
  /** Of its image. */
  commands?: Readonly<Record<string, Command>>;
}

export interface CommandStreams {
  stdin: AsyncIterable<Buffer>;
  stdout(chunk: Buffer | string): void;
  stderr(chunk: Buffer | string): void;
  /** Ends what takes time. */
  signal?: AbortSignal;
}

/** Gives the exit code. */
export type Command = (
  args: readonly string[],
  container: CommandContainer,
  streams: CommandStreams,
) => number | Promise<number>;
