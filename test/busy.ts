import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** What keeps every core of this machine busy until it is stopped. */
export interface Busy {
  cores: number;
  stop(): Promise<void>;
}

/** Every core gets something else to do, as on a machine that somebody shares. */
export function keepBusy(): Busy {
  const workers = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
  return { cores: workers.length, stop: async () => void (await Promise.all(workers.map((one) => one.terminate()))) };
}
