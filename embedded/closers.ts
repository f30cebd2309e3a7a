/** Things to end, each registered before or as soon as it exists. */
export interface Closers {
  add(close: () => unknown): void;
  /** Ends all in reverse order, even when one fails; rejects with the first error then. May be called twice. */
  run(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: (() => unknown)[] = [];
  let running: Promise<void> | undefined;

  async function runAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of closers.reverse()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  return {
    add: (close) => closers.push(close),
    run() {
      running ??= runAll();
      return running;
    },
  };
}
