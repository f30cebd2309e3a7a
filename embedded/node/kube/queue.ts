const FIRST_RETRY_MS = 20;
const LONGEST_RETRY_MS = 5000;
/** Of a timer of Node's. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface Queue {
  /** Asks for a reconciliation of the key; requests that come while one runs are joined into one more. */
  add(key: string): void;
  /** The same after a time in ms, unless it is asked for before. */
  addLater(key: string, delayMs: number): void;
  /** Resolves when the running reconciliations are over; none starts afterwards. */
  stop(): Promise<void>;
}

/** Runs `reconcile` for keys, one at a time for each key, again with back-off after an error. */
export function createQueue(
  reconcile: (key: string) => Promise<void>,
  onError: (key: string, error: unknown) => void,
): Queue {
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const failures = new Map<string, number>();
  const timers = new Map<string, NodeJS.Timeout>();
  let stopped = false;

  function add(key: string): void {
    if (stopped) return;
    clearTimeout(timers.get(key));
    timers.delete(key);
    if (running.has(key)) again.add(key);
    else running.set(key, run(key));
  }

  async function run(key: string): Promise<void> {
    // Changes come in bursts: one turn of the loop gathers them.
    await new Promise(setImmediate);
    let failed = false;
    try {
      if (!stopped) await reconcile(key);
      failures.delete(key);
    } catch (error) {
      failed = true;
      if (!stopped) onError(key, error);
    }
    running.delete(key);
    if (again.delete(key)) add(key);
    else if (failed && !stopped) retry(key);
  }

  function retry(key: string): void {
    const count = failures.get(key) ?? 0;
    failures.set(key, count + 1);
    addLater(key, Math.min(FIRST_RETRY_MS * 2 ** count, LONGEST_RETRY_MS));
  }

  function addLater(key: string, delayMs: number): void {
    if (stopped) return;
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => add(key), Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS)),
    );
  }

  return {
    add,
    addLater,
    async stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
