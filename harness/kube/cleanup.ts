import { kinds } from '../kinds/index.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KindName, KubeObject } from '../scenario/kubernetes.ts';
import type { TimePolicy, WaitTools } from '../wait/types.ts';
import { watchUntil } from '../wait/watch.ts';
import { describeCondition, readConditions } from './conditions.ts';
import { UnknownKindError } from './discovery.ts';
import { KubeError } from './errors.ts';
import { compareKeys, compareText, describeKey, keyOf } from './key.ts';
import { belongsToRun, implementationPart, partLabel, runLabel, toLabelValue } from './labels.ts';
import type { KubeApi } from './types.ts';

export interface GoneOptions extends WaitTools {
  /** How long deleted objects may take to be gone. */
  policy: TimePolicy;
}

export interface CleanupOptions extends GoneOptions {
  /** Cluster-scoped kinds to look through, after the namespaces. Default: GatewayClass. */
  clusterKinds?: readonly KindName[];
  /** Do not wait until namespaces are gone: the cluster ends what was begun. */
  leaveNamespaces?: boolean;
}

/**
 * Deletes what carries the run's label, save the implementation itself: namespaces first, which must be gone before
 * anything else goes (unless they are to be left), then cluster-scoped objects. Gives what was deleted, `Kind name`. Throws HarnessError for what
 * is still there when the time is over.
 */
export async function deleteRunObjects(api: KubeApi, runId: string, options: CleanupOptions): Promise<string[]> {
  const deleted = await deleteKind(api, runId, kinds.Namespace, options, options.leaveNamespaces);
  for (const kind of options.clusterKinds ?? [kinds.GatewayClass]) {
    deleted.push(...(await deleteKind(api, runId, kind, options)));
  }
  return deleted;
}

async function deleteKind(
  api: KubeApi,
  runId: string,
  kind: KindName,
  options: GoneOptions,
  leave = false,
): Promise<string[]> {
  const listed = await listOrNone(api, kind, `${runLabel}=${toLabelValue(runId)}`);
  // Looked at once more here: a server that does not know selectors must not make us delete what is not ours.
  const own = listed.filter(
    (object) => belongsToRun(object, runId) && object.metadata.labels?.[partLabel] !== implementationPart,
  );
  const begun = ({ metadata }: KubeObject): boolean => leave && metadata.deletionTimestamp !== undefined;
  const keys = own
    .filter((object) => !begun(object))
    .map(keyOf)
    .sort(compareKeys);
  await Promise.all(keys.map((key) => api.delete(key)));
  if (!leave) await awaitGone(api, own, options);
  return keys.map(describeKey);
}

/** Waits until the objects, whose deletion was asked for, are gone. Throws HarnessError for those that stay. */
export async function awaitGone(
  api: KubeApi,
  objects: readonly KubeObject[],
  { policy, ...tools }: GoneOptions,
): Promise<void> {
  const awaitOne = async (object: KubeObject) => {
    const { satisfied, last } = await watchUntil(
      policy,
      (signal) => api.observe(keyOf(object), signal),
      (state) => (state?.metadata.uid === object.metadata.uid ? [remainsMismatch] : []),
      tools,
    );
    return satisfied ? [] : [describeRemains(last?.state ?? object)];
  };
  const waits = objects.map((object) => awaitOne(object).catch(ignoreUnknownKind));
  const remaining = (await Promise.all(waits)).flat().sort(compareText);
  if (remaining.length > 0) {
    throw new HarnessError(`Not gone ${policy.timeoutMs} ms after their deletion: ${remaining.join('; ')}.`);
  }
}

const remainsMismatch = { path: 'metadata', expected: 'to be gone', observed: 'still there' };

// A namespace's conditions name the resources and finalizers that hold it up; other objects have only the finalizers.
function describeRemains(object: KubeObject): string {
  const held = readConditions(object).filter((condition) => condition.status === 'True' && condition.message);
  const finalizers = object.metadata.finalizers ?? [];
  const why = [
    ...held.map(describeCondition),
    ...(finalizers.length > 0 ? [`finalizers ${finalizers.join(', ')}`] : []),
  ];
  return `${describeKey(keyOf(object))}${why.length > 0 ? ` (${why.join('; ')})` : ''}`;
}

async function listOrNone(api: KubeApi, kind: KindName, labelSelector: string) {
  return api.list(kind, { labelSelector }).catch(ignoreUnknownKind);
}

// A kind that is not served has no objects: its CRD was never there, or went before.
function ignoreUnknownKind(error: unknown): [] {
  if (error instanceof UnknownKindError || (error instanceof KubeError && error.status === 404)) {
    return [];
  }
  throw error;
}
