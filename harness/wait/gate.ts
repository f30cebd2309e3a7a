/** Runs a task in its turn. Of those that wait, the most urgent goes first; default: 0. */
export type Gate = <T>(task: () => Promise<T>, urgency?: number) => Promise<T>;

/** Runs at most `limit` tasks at a time, the equally urgent in the order asked. A limit given as a function may change. */
export function createGate(limit: number | (() => number)): Gate {
  const waiting: { enter: () => void; urgency: number }[] = [];
  const most = typeof limit === 'function' ? limit : () => limit;
  let running = 0;

  const admit = (): void => {
    while (waiting.length > 0 && running < most()) {
      running += 1;
      waiting.shift()?.enter();
    }
  };

  return async (task, urgency = 0) => {
    await new Promise<void>((enter) => {
      const after = waiting.findLastIndex((other) => other.urgency >= urgency);
      waiting.splice(after + 1, 0, { enter, urgency });
      admit();
    });
    try {
      return await task();
    } finally {
      running -= 1;
      admit();
    }
  };
}
