import { messageOf } from '../../common/message-of.ts';
/** Something that was had, or why not. */
export type Attempted<T> = { value: T } | { unavailable: string };

/** An unreachable cluster must not hold up the run that is about to say so. */
const patienceMs = 10_000;

/** Never rejects, and gives up in time. */
export async function attempt<T>(get: () => Promise<T>, waitMs: number = patienceMs): Promise<Attempted<T>> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Attempted<T>>((resolve) => {
    timer = setTimeout(() => resolve({ unavailable: `no answer within ${waitMs} ms` }), waitMs);
  });
  // Within a promise, so that a throw is a rejection too.
  const got = Promise.resolve()
    .then(get)
    .then(
      (value): Attempted<T> => ({ value }),
      (error: unknown): Attempted<T> => ({ unavailable: messageOf(error) }),
    );
  try {
    return await Promise.race([got, over]);
  } finally {
    clearTimeout(timer);
  }
}
