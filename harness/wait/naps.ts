import type { Clock } from './types.ts';

/** Sleeps that can be ended early, all at once. */
export interface Naps {
  /** Resolves after so long, ms, or when woken. Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  wake(): void;
}

export function createNaps(clock: Clock): Naps {
  const wakers = new Set<() => void>();
  return {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const end = (): void => {
          callOff();
          signal.removeEventListener('abort', stop);
          wakers.delete(wake);
        };
        const wake = (): void => {
          end();
          resolve();
        };
        const stop = (): void => {
          end();
          reject(signal.reason);
        };
        const callOff = clock.alarm(ms, wake);
        signal.addEventListener('abort', stop, { once: true });
        wakers.add(wake);
      }),
    wake() {
      for (const wake of [...wakers]) wake();
    },
  };
}
