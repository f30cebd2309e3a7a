import type { Duplex } from 'node:stream';

/** A container of a pod. */
export interface PodContainer {
  namespace: string;
  pod: string;
  container: string;
}

/** The streams between a container and a client. */
export interface ContainerStreams {
  /** What the client types; ends at once where it sends nothing. */
  stdin: AsyncIterable<Buffer>;
  stdout(chunk: Buffer | string): void;
  stderr(chunk: Buffer | string): void;
  /** Aborts when the client is gone. */
  signal: AbortSignal;
}

/** What runs the pods, as exec, attach and port-forward reach it. */
export interface PodRuntime {
  /** Runs a command; gives its exit code. Rejects with a sentence where the container does not run. */
  exec(target: PodContainer, command: readonly string[], streams: ContainerStreams): Promise<number>;
  /** Passes on what the container writes from now on, until it ends or the client leaves. Rejects likewise. */
  attach(target: PodContainer, streams: ContainerStreams): Promise<void>;
  /** Connects to a port of a pod. Rejects where nothing listens there. */
  connect(pod: { namespace: string; pod: string }, port: number): Promise<Duplex>;
}
