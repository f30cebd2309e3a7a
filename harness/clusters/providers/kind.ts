import type { KindOptions } from './kind/options.ts';
import type { ClusterProvider } from './types.ts';
import { undoOnFailure } from './undo.ts';

export type { KindOptions } from './kind/options.ts';

/** A kind cluster: one that the run makes and deletes, or one that is there and stays. */
export function createKindProvider(options: KindOptions): ClusterProvider {
  return {
    name: 'kind',
    start: (signal) =>
      undoOnFailure(signal, options.log, async (undo) => {
        // Loaded where it is asked for: most runs are on the embedded cluster.
        const { startKindCluster } = await import('./kind/start.ts');
        return startKindCluster(options, signal, undo);
      }),
  };
}
