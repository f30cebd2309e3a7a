import { linkSignal } from './link.ts';

/**
 * Does several things at the same time. Where one fails the others' signal aborts, and when all are over the first
 * failure is thrown: nothing that was begun is still going on then.
 */
export async function together<T extends readonly unknown[]>(
  signal: AbortSignal,
  works: readonly [...{ [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> }],
): Promise<T> {
  const link = linkSignal(signal);
  const failures: unknown[] = [];
  try {
    const all = works.map(async (work: (signal: AbortSignal) => Promise<unknown>) => {
      try {
        return await work(link.signal);
      } catch (error) {
        failures.push(error);
        link.end();
        return undefined;
      }
    });
    const results = await Promise.all(all);
    if (failures.length > 0) throw failures[0];
    return results as unknown as T;
  } finally {
    link.end();
  }
}

/** Waits for all, then rejects as the first that does: what was begun is not still on its way when a clean-up begins. */
export async function awaitAll(begun: readonly Promise<unknown>[]): Promise<void> {
  for (const one of await Promise.allSettled(begun)) if (one.status === 'rejected') throw one.reason;
}
