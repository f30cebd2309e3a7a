import { setMaxListeners } from 'node:events';
import { performance } from 'node:perf_hooks';
import type { Clock } from './types.ts';

/** Real time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  alarm(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
  sleep: (ms, signal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      // Many may sleep under one signal, each letting go of it when it wakes.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', stop, { once: true });
    }),
};
