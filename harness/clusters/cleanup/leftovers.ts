import { isKind, kinds } from '../../kinds/index.ts';
import { UnknownKindError } from '../../kube/discovery.ts';
import { KubeError } from '../../kube/errors.ts';
import { compareKeys, keyOf } from '../../kube/key.ts';
import { runLabel } from '../../kube/labels.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

/** What one run has in a cluster. */
export interface Leftovers {
  /** As the label says it. */
  runId: string;
  objects: readonly KubeObject[];
}

/** The objects in a cluster that carry the label of a run, by run. What belongs to one of them goes with it. */
export async function findLeftovers(api: KubeApi): Promise<Leftovers[]> {
  const listed = await api.listKinds();
  const lists = listed.map((kind) => api.list(kind, { labelSelector: runLabel }).catch(noneWhereRefused));
  const runs = new Map<string, KubeObject[]>();
  for (const object of (await Promise.all(lists)).flat()) {
    const runId = object.metadata.labels?.[runLabel];
    // Looked at once more here: a server that does not know selectors must not make us delete what is not ours.
    if (runId === undefined || (object.metadata.ownerReferences ?? []).length > 0) continue;
    runs.set(runId, [...(runs.get(runId) ?? []), object]);
  }
  return [...runs]
    .map(([runId, objects]) => ({
      runId,
      objects: withoutContents(objects).sort((left, right) => compareKeys(keyOf(left), keyOf(right))),
    }))
    .sort((left, right) => (left.runId < right.runId ? -1 : 1));
}

/** What is in a namespace of the run goes with it; a helm release must be uninstalled before, for what it has elsewhere. */
function withoutContents(objects: readonly KubeObject[]): KubeObject[] {
  const namespaces = new Set(
    objects.filter((object) => isKind(object, kinds.Namespace)).map(({ metadata }) => metadata.name),
  );
  return objects.filter((object) => isHelmRelease(object) || !namespaces.has(object.metadata.namespace ?? ''));
}

/** helm keeps each release in a Secret, which carries the labels that the release was given. */
export function isHelmRelease(object: KubeObject): boolean {
  const { metadata } = object;
  return isKind(object, kinds.Secret) && metadata.labels?.owner === 'helm' && metadata.labels.name !== undefined;
}

/** A kind that one may not list, or that went meanwhile, has nothing of ours. */
function noneWhereRefused(error: unknown): KubeObject[] {
  const isPassing = error instanceof KubeError && [403, 404, 405].includes(error.status);
  if (isPassing || error instanceof UnknownKindError) return [];
  throw error;
}
