import { loadCredentials } from '../../../kube/credentials.ts';
import { parseObject } from '../../../protocols/common/json.ts';
import { openChannel } from '../../reach/open-channel.ts';

/** A container of a pod. */
export interface CommandPlace {
  namespace: string;
  pod: string;
  container: string;
}

export interface CommandOutcome {
  stdout: string;
  stderr: string;
  /** What the API server says where the command did not end well. */
  failure?: string;
}

/** Runs commands in containers, as `kubectl exec` does. */
export interface CommandRunner {
  /** Rejects with ForwardRefused where the API server refuses, and with another error where the way broke. */
  run(place: CommandPlace, command: readonly string[], signal: AbortSignal): Promise<CommandOutcome>;
  close(): void;
}

/** Of the frames of an exec: each begins with the number of its channel. https://kubernetes.io/docs/reference/using-api/ */
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;

export async function createCommandRunner(kubeconfig: string): Promise<CommandRunner> {
  const credentials = await loadCredentials(kubeconfig);
  return {
    async run({ namespace, pod, container }, command, signal) {
      const query = new URLSearchParams({ container, stdout: 'true', stderr: 'true' });
      for (const word of command) query.append('command', word);
      const what = `exec in ${namespace}/${pod}`;
      const channel = await openChannel(credentials, { namespace, pod, subresource: 'exec', query, what });
      const end = (): void => channel.terminate();
      signal.addEventListener('abort', end, { once: true });
      try {
        if (signal.aborted) end();
        return await readOutcome(channel, what);
      } finally {
        signal.removeEventListener('abort', end);
        end();
      }
    },
    close: () => credentials.close(),
  };
}

function readOutcome(channel: Awaited<ReturnType<typeof openChannel>>, what: string): Promise<CommandOutcome> {
  const received: Buffer[][] = [[], [], [], []];
  channel.binaryType = 'nodebuffer';
  return new Promise((resolve, reject) => {
    channel.on('message', (frame: Buffer) => void received[frame[0] ?? 0]?.push(frame.subarray(1)));
    channel.on('error', reject);
    channel.once('close', () => {
      const textOf = (number: number): string => Buffer.concat(received[number] ?? []).toString('utf8');
      const status = parseObject(textOf(STATUS));
      if (!status) {
        reject(new Error(`${what}: the connection ended before the command did`));
        return;
      }
      const failure = status.status === 'Success' ? {} : { failure: String(status.message ?? 'it failed') };
      resolve({ stdout: textOf(STDOUT), stderr: textOf(STDERR), ...failure });
    });
    channel.resume();
  });
}
