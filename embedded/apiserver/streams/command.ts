import type { JsonObject } from '../../../apimachinery/types.ts';
import { describeExit, describeFailure } from './status.ts';
import type { ContainerStreams, PodContainer, PodRuntime } from './types.ts';

/** A client's end of a command, whatever protocol carries it. */
export interface RemoteCommand extends ContainerStreams {
  /** Tells how it ended, and closes. */
  finish(status: JsonObject): void;
}

/** What was asked for: a command to run, or to attach where there is none. */
export interface CommandRequest {
  target: PodContainer;
  command: readonly string[] | undefined;
  stdout: boolean;
  stderr: boolean;
}

export async function runCommand(runtime: PodRuntime, request: CommandRequest, remote: RemoteCommand): Promise<void> {
  const { target, command } = request;
  const ignore = () => {};
  const streams = {
    stdin: remote.stdin,
    signal: remote.signal,
    stdout: request.stdout ? remote.stdout : ignore,
    stderr: request.stderr ? remote.stderr : ignore,
  };
  try {
    if (command) remote.finish(describeExit(await runtime.exec(target, command, streams)));
    else {
      await runtime.attach(target, streams);
      remote.finish(describeExit(0));
    }
  } catch (error) {
    remote.finish(describeFailure(error));
  }
}
