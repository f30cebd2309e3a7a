/** Hands states from a writer to one reader. */
export interface Channel<T> {
  push(state: T): void;
  /** The reader gets what is queued, then the error. */
  fail(error: Error): void;
  /** The reader gets nothing more. */
  end(): void;
  states(): AsyncGenerator<T, void, undefined>;
}

/**
 * Without `every`, a slow reader gets the newest state only. `onLeave` runs once, when the reader stops or the channel
 * ends.
 */
export function createChannel<T>(every: boolean, onLeave: () => void): Channel<T> {
  const queue: T[] = [];
  let failure: Error | undefined;
  let ended = false;
  let wake: (() => void) | undefined;
  let left = false;

  function leave(): void {
    if (!left) {
      left = true;
      onLeave();
    }
  }
  function notify(): void {
    wake?.();
    wake = undefined;
  }

  async function* states(): AsyncGenerator<T, void, undefined> {
    try {
      while (!ended) {
        if (queue.length > 0) {
          yield queue.shift() as T;
        } else if (failure) {
          throw failure;
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      leave();
    }
  }

  return {
    push(state) {
      if (!every) {
        queue.length = 0;
      }
      queue.push(state);
      notify();
    },
    fail(error) {
      failure ??= error;
      notify();
    },
    end() {
      ended = true;
      queue.length = 0;
      notify();
      leave();
    },
    states,
  };
}
