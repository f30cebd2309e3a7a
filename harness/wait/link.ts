import { setMaxListeners } from 'node:events';

export interface LinkedSignal {
  signal: AbortSignal;
  /** Aborts this signal only and lets go of the parent. */
  end(): void;
  /** The same, with a reason. */
  abort(reason: unknown): void;
}

/** What the promise gives; rejects with the signal's reason where that aborts before, whatever becomes of the promise. */
export async function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => {});
  signal.throwIfAborted();
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A signal that aborts with its parent or on its own. AbortSignal.any would hold on to a long-lived parent. */
export function linkSignal(parent: AbortSignal): LinkedSignal {
  const controller = new AbortController();
  // Every row that waits listens; ten is no sign of a leak here.
  setMaxListeners(0, controller.signal);
  const follow = () => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  const end = (reason?: unknown) => {
    parent.removeEventListener('abort', follow);
    controller.abort(reason);
  };
  return {
    signal: controller.signal,
    end: () => end(),
    abort: (reason) => end(reason),
  };
}
