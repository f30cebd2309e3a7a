import { keyOf, storageName } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import type { KindName, KubeObject } from '../scenario/kubernetes.ts';

/** The last state of every object of some kinds, by one watch for each kind. */
export interface Board {
  find(object: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  }): KubeObject | undefined;
}

/** Follows until the signal aborts; `onFailure` hears of a watch that broke for good. */
export function createBoard(
  api: Pick<KubeApi, 'observeAll'>,
  kinds: readonly KindName[],
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Board {
  const states = new Map<string, ReadonlyMap<string, KubeObject>>();
  const follow = async (kind: KindName): Promise<void> => {
    for await (const objects of api.observeAll(kind, signal))
      states.set(kind.kind, new Map(objects.map((object) => [storageName(keyOf(object)), object])));
  };
  for (const kind of kinds)
    follow(kind).catch((error: unknown) => {
      if (!signal.aborted) onFailure(error);
    });
  return {
    find: (object) => states.get(object.kind)?.get(storageName(keyOf({ ...object, metadata: { ...object.metadata } }))),
  };
}
