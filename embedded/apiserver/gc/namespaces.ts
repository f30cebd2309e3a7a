import { isEqual, isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { type Cluster, formatTime, type Target } from '../requests/context.ts';
import { deleteObject } from '../requests/delete.ts';
import { recordManager } from '../requests/prepare.ts';
import type { Stored } from '../store/stored.ts';
import { putOrRemove } from './owners.ts';

/** Deletes what a terminating namespace holds; lets the namespace go once it is empty. */
export function finishNamespace(cluster: Cluster, target: Target, stored: Stored): void {
  const { name } = target;
  for (const { storage, resource } of cluster.registry.storages()) {
    for (const held of resource.namespaced ? cluster.store.collection(storage).list(name) : []) {
      if (held.object.metadata.deletionTimestamp) continue;
      const place = { resource, namespace: name, name: held.object.metadata.name };
      deleteObject(cluster, place, held, { dryRun: false, propagation: 'Background' });
    }
  }
  const left = countLeft(cluster, name);
  if (left.size === 0) {
    putOrRemove(cluster, target, stored, { ...stored.object, spec: { finalizers: [] } });
    return;
  }
  const status = isObject(stored.object.status) ? stored.object.status : {};
  const next = { ...status, conditions: describeLeft(left, formatTime(cluster.clock.date()), status.conditions) };
  if (isEqual(next, status)) return;
  const written = { ...stored.object, metadata: { ...stored.object.metadata }, status: next };
  const manager = { fieldManager: 'kube-controller-manager', subresource: 'status' };
  recordManager(cluster, written, { old: stored.object, given: written }, target.resource, manager);
  cluster.store.put('namespaces', written);
}

interface Left {
  count: number;
  finalizers: Map<string, number>;
}

function countLeft(cluster: Cluster, namespace: string): Map<string, Left> {
  const left = new Map<string, Left>();
  for (const { storage, resource } of cluster.registry.storages()) {
    const held = resource.namespaced ? cluster.store.collection(storage).list(namespace) : [];
    if (held.length === 0) continue;
    const finalizers = new Map<string, number>();
    for (const name of held.flatMap(({ object }) => object.metadata.finalizers ?? [])) {
      finalizers.set(name, (finalizers.get(name) ?? 0) + 1);
    }
    left.set(`${storage}${storage.includes('.') ? '' : '.'}`, { count: held.length, finalizers });
  }
  return left;
}

/** Says what a namespace waits for, in the conditions that a real cluster gives. */
function describeLeft(left: Map<string, Left>, now: string, known: unknown): JsonObject[] {
  const content = [...left].map(([storage, { count }]) => `${storage} has ${count} resource instances`);
  const finalizers = [...left.values()].flatMap((one) => [...one.finalizers]);
  const holders = finalizers.map(([name, count]) => `${name} in ${count} resource instances`);
  const make = (type: string, status: 'True' | 'False', reason: string, message: string): JsonObject => {
    const fresh = { type, status, lastTransitionTime: now, reason, message };
    const isSame = (one: unknown) => isObject(one) && one.type === type && one.status === status;
    const was = Array.isArray(known) ? known.find(isSame) : undefined;
    return isObject(was) ? { ...fresh, lastTransitionTime: was.lastTransitionTime } : fresh;
  };
  return [
    make('NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'),
    make(
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    make(
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    make(
      'NamespaceContentRemaining',
      'True',
      'SomeResourcesRemain',
      `Some resources are remaining: ${content.join(', ')}`,
    ),
    holders.length > 0
      ? make(
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${holders.join(', ')}`,
        )
      : make(
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
}
