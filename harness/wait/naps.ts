import { linkSignal } from './link.ts';
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
    async sleep(ms, signal) {
      const nap = linkSignal(signal);
      let woken = false;
      const waker = (): void => {
        woken = true;
        nap.end();
      };
      wakers.add(waker);
      try {
        await clock.sleep(ms, nap.signal);
      } catch (error) {
        if (!woken || signal.aborted) throw error;
      } finally {
        wakers.delete(waker);
        nap.end();
      }
    },
    wake() {
      for (const waker of wakers) waker();
    },
  };
}
