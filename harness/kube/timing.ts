import { setTimeout as sleep } from 'node:timers/promises';

/** Pauses and limits of the client itself, milliseconds. Tests shorten them. */
export interface KubeTiming {
  /** One request, from sending to the last byte. */
  requestMs: number;
  /** Tries of one request that fails in passing. */
  tries: number;
  /** First pause between tries; doubled each time up to `maxPauseMs`. */
  pauseMs: number;
  maxPauseMs: number;
  /** Failures in a row after which a watch is given up. */
  watchFailures: number;
  /** How long the server is asked to keep a watch open. */
  watchMs: number;
}

export const defaultTiming: KubeTiming = {
  requestMs: 30_000,
  // An API server that restarts is gone for ten seconds or more: with these pauses it is waited for for fifteen.
  tries: 12,
  pauseMs: 100,
  maxPauseMs: 2_000,
  watchFailures: 12,
  watchMs: 300_000,
};

/** Pause before try number `failures + 1`; a server's Retry-After wins, within reason. */
export function pauseFor(timing: KubeTiming, failures: number, retryAfterSeconds?: number): number {
  const backOff = Math.min(timing.pauseMs * 2 ** (failures - 1), timing.maxPauseMs);
  return retryAfterSeconds === undefined ? backOff : Math.min(retryAfterSeconds * 1000, timing.maxPauseMs * 2);
}

/** Rejects with the signal's reason when it aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    signal.throwIfAborted();
  }
}

/** Repeats `attempt` while `isRetryable` says so, within the limit of tries. The last error is thrown as it is. */
export async function retry<T>(
  timing: KubeTiming,
  signal: AbortSignal,
  isRetryable: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (failures >= timing.tries || !isRetryable(error)) {
        throw error;
      }
      await pause(pauseFor(timing, failures, readRetryAfter(error)), signal);
    }
  }
}

function readRetryAfter(error: unknown): number | undefined {
  return error instanceof Error && 'retryAfter' in error && typeof error.retryAfter === 'number'
    ? error.retryAfter
    : undefined;
}
