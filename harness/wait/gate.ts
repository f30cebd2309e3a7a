/** Runs at most `limit` tasks at a time, in the order asked. A limit given as a function may change meanwhile. */
export function createGate(limit: number | (() => number)): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  const most = typeof limit === 'function' ? limit : () => limit;
  let running = 0;

  const admit = (): void => {
    while (waiting.length > 0 && running < most()) {
      running += 1;
      waiting.shift()?.();
    }
  };

  return async (task) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
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
