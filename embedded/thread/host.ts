import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { EmbeddedCluster, EmbeddedClusterOptions } from '../types.ts';
import {
  type Reply,
  type Request,
  restoreError,
  type Started,
  type ThreadData,
  type ThreadOptions,
} from './messages.ts';
import { createMirror } from './mirror.ts';

export type ClusterThreadOptions = ThreadOptions & Pick<EmbeddedClusterOptions, 'signal'>;

/** A cluster in a thread of its own. Its `stop` rejects where the thread had ended before by an error. */
export type ClusterThread = Omit<EmbeddedCluster, 'podLogs'> & {
  /** Called once where the thread ends by itself. */
  onFailure(listener: (error: Error) => void): void;
};

/** The thread's first module: JavaScript in the build; TypeScript in the sources, which a new thread cannot read yet. */
function findProgram(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./worker.js', import.meta.url);
  // Its CommonJS half, which is what is found so, cannot register in a thread; the other one stands beside it.
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace('.cjs', '.mjs'),
  ).href;
  const worker = new URL('./worker.ts', import.meta.url).href;
  const program = `import { register } from '${tsx}'; register(); await import('${worker}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`);
}

/**
 * Starts an embedded cluster in a thread of its own, so that whoever tests it does not share its processor time with
 * it. Rejects as startEmbeddedCluster does.
 */
export async function startClusterThread(options: ClusterThreadOptions = {}): Promise<ClusterThread> {
  const { signal, ...plain } = options;
  signal?.throwIfAborted();
  const channel = new MessageChannel();
  const changes = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ThreadData = { options: plain, places: channel.port2, changes };
  const worker = new Worker(findProgram(), { workerData, transferList: [channel.port2] });
  const calls = createCalls(worker);
  const abort = () => worker.postMessage({ kind: 'abort' } satisfies Request);
  signal?.addEventListener('abort', abort, { once: true });
  let started: Started;
  try {
    started = await calls.started;
  } catch (error) {
    await worker.terminate();
    channel.port1.close();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    try {
      await calls.call((id) => ({ kind: 'stop', id }));
    } finally {
      await worker.terminate();
      channel.port1.close();
    }
  };
  return {
    ...started,
    dial: createMirror(channel.port1, changes, started.network),
    collectLogs: async (dir) => [...(await calls.call((id) => ({ kind: 'collectLogs', id, dir })))],
    onFailure: (listener) => void calls.failed.then((error) => stopping ?? listener(error)),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

interface Calls {
  started: Promise<Started>;
  /** Resolves with the reason where the thread is gone. */
  failed: Promise<Error>;
  call(make: (id: number) => Request): Promise<readonly string[]>;
}

function createCalls(worker: Worker): Calls {
  const waiting = new Map<number, { resolve(paths: readonly string[]): void; reject(error: Error): void }>();
  let next = 0;
  let failure: Error | undefined;
  let settle: { resolve(cluster: Started): void; reject(error: Error): void } | undefined;
  const started = new Promise<Started>((resolve, reject) => {
    settle = { resolve, reject };
  });
  let tellFailure: (error: Error) => void = () => {};
  const failed = new Promise<Error>((resolve) => {
    tellFailure = resolve;
  });
  worker.on('message', (reply: Reply) => {
    if (reply.kind === 'started') return settle?.resolve(reply.cluster);
    if (reply.kind === 'failed') return settle?.reject(restoreError(reply.error));
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.error) call?.reject(restoreError(reply.error));
    else call?.resolve(reply.paths);
  });
  const fail = (error: Error) => {
    failure ??= new Error(`The embedded cluster ended by an error: ${error.message}`, { cause: error });
    settle?.reject(failure);
    tellFailure(failure);
    for (const call of waiting.values()) call.reject(failure);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('its thread exited')));
  return {
    started,
    failed,
    call: (make) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        next += 1;
        waiting.set(next, { resolve, reject });
        worker.postMessage(make(next));
      }),
  };
}
