/** Resolves when `isOver` holds, which is looked at whenever the onlookers are called, or when the signal aborts. */
export function waitUntil(isOver: () => boolean, onlookers: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isOver() && !signal.aborted) return;
      onlookers.delete(look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    onlookers.add(look);
    signal.addEventListener('abort', look);
    look();
  });
}
