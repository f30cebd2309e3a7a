import { type CleanupStack, createCleanupStack } from '../cleanup/stack.ts';

/** Starts something; what was begun is undone where that fails or the run is stopped. */
export async function undoOnFailure<T>(
  signal: AbortSignal,
  log: ((line: string) => void) | undefined,
  start: (undo: CleanupStack) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const undo = createCleanupStack();
  try {
    const started = await start(undo);
    signal.throwIfAborted();
    return started;
  } catch (error) {
    for (const problem of await undo.run()) log?.(problem);
    signal.throwIfAborted();
    throw error;
  }
}
