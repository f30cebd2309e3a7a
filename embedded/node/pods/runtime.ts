import { connect as connectSocket, type Socket } from 'node:net';
import type { NodeContext } from '../kube/context.ts';
import { type CommandContainer, type CommandStreams, runCommand } from './commands.ts';
import type { LogQuery, PodLogs } from './logs.ts';

/** A container that runs now. */
export interface RunningContainer extends CommandContainer {
  /** Resolves when it has ended, or when the signal aborts. */
  whenEnded(signal: AbortSignal): Promise<void>;
}

export interface ContainerName {
  namespace: string;
  pod: string;
  container: string;
}

type Streams = CommandStreams & { signal: AbortSignal };

/** How the API reaches into pods. */
export interface NodeRuntime {
  /** A container's log; followed, its lines as they come, until it ends. */
  readLog(
    target: ContainerName,
    query: LogQuery & { follow: boolean; signal: AbortSignal },
  ): string | AsyncIterable<string> | undefined;
  exec(target: ContainerName, command: readonly string[], streams: Streams): Promise<number>;
  attach(target: ContainerName, streams: Streams): Promise<void>;
  connect(pod: { namespace: string; pod: string }, port: number): Promise<Socket>;
}

export function createNodeRuntime(
  context: NodeContext,
  logs: PodLogs,
  findContainer: (target: ContainerName) => RunningContainer | undefined,
): NodeRuntime {
  function requireContainer(target: ContainerName): RunningContainer {
    const found = findContainer(target);
    if (!found) throw new Error(`container not found (${JSON.stringify(target.container)})`);
    return found;
  }

  /** Aborts with the signal, or when the container has ended. */
  function endWith(running: RunningContainer, signal: AbortSignal): AbortSignal {
    const over = new AbortController();
    void running.whenEnded(signal).then(() => over.abort());
    return over.signal;
  }

  return {
    readLog(target, query) {
      const { namespace, pod, container } = target;
      const running = query.follow ? findContainer(target) : undefined;
      if (!running) return logs.read(namespace, pod, container, query);
      return logs.follow(namespace, pod, container, { ...query, signal: endWith(running, query.signal) });
    },
    exec: async (target, command, streams) => runCommand(command, requireContainer(target), streams),
    async attach(target, { signal, stdout }) {
      const running = requireContainer(target);
      const { namespace, pod, container } = target;
      const lines = logs.follow(namespace, pod, container, { tailLines: 0, signal: endWith(running, signal) });
      for await (const line of lines ?? []) stdout(line);
      await running.whenEnded(signal);
    },
    connect({ namespace, pod }, port) {
      const ip = context.caches.pods.get(namespace, pod)?.status?.podIP;
      if (!ip) throw new Error(`pod ${pod} has no address`);
      const place = context.network.dial(ip, port);
      return new Promise((resolve, reject) => {
        const socket = connectSocket({ ...place, allowHalfOpen: true });
        const refuse = () => reject(new Error(`nothing listens at port ${port} of the pod`));
        socket.once('error', refuse);
        socket.once('connect', () => {
          socket.off('error', refuse);
          resolve(socket);
        });
      });
    },
  };
}
