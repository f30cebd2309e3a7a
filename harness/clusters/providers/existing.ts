import type { ExistingOptions } from './existing/options.ts';
import type { ClusterProvider } from './types.ts';
import { undoOnFailure } from './undo.ts';

export type { ExistingOptions } from './existing/options.ts';

/** A cluster that somebody else made: what is in it stays, and only what the run makes is removed. */
export function createExistingProvider(options: ExistingOptions): ClusterProvider {
  return {
    name: 'existing',
    start: (signal) =>
      undoOnFailure(signal, options.log, async (undo) => {
        const { connectExisting } = await import('./existing/start.ts');
        return connectExisting(options, signal, undo);
      }),
  };
}
