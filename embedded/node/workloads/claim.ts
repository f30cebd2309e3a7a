import type { Cache } from '../kube/cache.ts';
import { type NodeContext, tolerate } from '../kube/context.ts';
import { matchesSelector } from '../kube/labels.ts';
import type { KubeObject, LabelSelector } from '../kube/objects.ts';
import { controllerOf, controllerReference, isControlledBy } from '../kube/owners.ts';

type Owner = KubeObject & { spec: { selector: LabelSelector } };

/** Of which resource: `['/api/v1', 'pods']`. */
export type Collection = readonly [groupPath: string, plural: string];

export const PODS: Collection = ['/api/v1', 'pods'];

/**
 * Makes those objects the owner's that its selector finds and nobody controls, as after `kubectl delete
 * --cascade=orphan`, and lets go of those that it finds no more, as after `kubectl label`. Tells what was written.
 * https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#non-template-pod-acquisitions
 */
export async function claimObjects<T extends KubeObject>(
  { client }: NodeContext,
  [groupPath, plural]: Collection,
  kind: string,
  owner: Owner,
  candidates: readonly T[],
  onWritten: (object: T) => void,
): Promise<void> {
  for (const candidate of candidates) {
    const { name, namespace, uid, labels, deletionTimestamp, ownerReferences = [] } = candidate.metadata;
    const isOwn = isControlledBy(candidate, owner);
    if (deletionTimestamp || (!isOwn && controllerOf(candidate))) continue;
    if (isOwn === matchesSelector(owner.spec.selector, labels)) continue;
    const others = ownerReferences.filter((reference) => reference.uid !== owner.metadata.uid);
    const references = isOwn ? others : [...others, controllerReference('apps/v1', kind, owner)];
    const path = `${groupPath}/namespaces/${namespace}/${plural}/${name}`;
    const change = { metadata: { uid, ownerReferences: references } };
    const written = await tolerate(['NotFound', 'Conflict'], client.call<T>('PATCH', path, change));
    if (written) onWritten(written);
  }
}

/** The same for what a cache holds of the owner's namespace. @param isCandidate leaves out what it must not claim */
export async function claimCached<T extends KubeObject>(
  context: NodeContext,
  collection: Collection,
  cache: Cache<T>,
  kind: string,
  owner: Owner,
  isCandidate: (object: T) => boolean = () => true,
): Promise<void> {
  const candidates = cache.list(owner.metadata.namespace).filter(isCandidate);
  await claimObjects(context, collection, kind, owner, candidates, cache.put);
}
