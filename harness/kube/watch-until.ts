import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { Clock } from '../wait/types.ts';
import type { KubeApi } from './types.ts';

export interface UntilOptions {
  signal: AbortSignal;
  clock: Clock;
  timeoutMs: number;
}

/** An object and its last state; `satisfied` tells whether it came to what was waited for in time. */
export interface Watched {
  satisfied: boolean;
  last: KubeObject | undefined;
}

/**
 * Watches an object until `test` holds or the time is over. Rejects with the signal's reason when aborted, and with the
 * watch's HarnessError.
 */
export async function watchUntil(
  api: KubeApi,
  key: ObjectKey,
  test: (object: KubeObject | undefined) => boolean,
  { signal, clock, timeoutMs }: UntilOptions,
): Promise<Watched> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const timer = clock.sleep(timeoutMs, either).then(
    () => over.abort(),
    () => undefined,
  );
  let last: KubeObject | undefined;
  try {
    for await (const state of api.observe(key, either)) {
      last = state;
      if (test(state)) {
        return { satisfied: true, last };
      }
    }
  } finally {
    over.abort();
    await timer;
  }
  signal.throwIfAborted();
  return { satisfied: false, last };
}
