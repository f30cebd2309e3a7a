import { createNetwork, type EmbeddedNetwork } from '../network/index.ts';
import { openConnection } from '../network/open.ts';
import type { Program } from '../node/program.ts';

/** One container run by hand, for tests of programs. */
export interface RunningProgram {
  address: string;
  network: EmbeddedNetwork;
  logs: string[];
  /** Where a port of the container is reached. */
  dial(port: number, protocol?: 'tcp' | 'udp'): { host: string; port: number };
  stop(): Promise<void>;
}

/** Runs a program as the node would, on a network of its own; resolves once it is ready, rejects when it exits. */
export async function runProgram(
  program: Program,
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<RunningProgram> {
  const network = await createNetwork();
  const address = network.allocate('pod');
  const controller = new AbortController();
  const logs: string[] = [];
  let markReady = () => {};
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });
  const done = program({
    pod: { name: 'echo-1', namespace: 'test', uid: 'uid', ip: address, labels: {} },
    container: { name: 'echo', image: 'gwconf.dev/echo:test', args, env },
    network,
    connect: (host, port) => openConnection(network.dial(host, port)),
    kubeconfig: '',
    files,
    log: (line) => logs.push(line),
    ready: () => markReady(),
    signal: controller.signal,
  });
  const exited = done.then(() => Promise.reject(new Error('the program exited')));
  exited.catch(() => {});
  try {
    await Promise.race([ready, exited]);
  } catch (error) {
    await network.close();
    throw error;
  }
  return {
    address,
    network,
    logs,
    dial: (port, protocol) => network.dial(address, port, protocol),
    async stop() {
      controller.abort();
      await done;
      await network.close();
    },
  };
}
