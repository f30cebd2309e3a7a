import { isEqual, isObject, listObjects } from '../json.ts';
import { type Cluster, formatTime } from '../requests/context.ts';
import type { StoreEvent } from '../store/collection.ts';
import type { CustomResourceDefinition, JsonObject, KubeObject, ValidatorSource } from '../types.ts';
import { makeCustomResources } from './custom.ts';

export const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';
/** Holds a definition until its objects are gone. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/** Serves what the CustomResourceDefinitions in the store define, from the moment that they are there. */
export function serveDefinitions(cluster: Cluster, sources: readonly ValidatorSource[]): void {
  cluster.store.observe((storage, event) => {
    if (storage === DEFINITIONS) serveDefinition(cluster, event, sources);
  });
}

function serveDefinition(
  cluster: Cluster,
  { type, stored, previous }: StoreEvent,
  sources: readonly ValidatorSource[],
): void {
  const { name } = stored.object.metadata;
  if (type === 'DELETED') {
    cluster.registry.unregister(name);
    cluster.store.collection(name).endWatches();
    return;
  }
  if (!previous || !isEqual(previous.object.spec, stored.object.spec)) {
    cluster.registry.register(name, makeCustomResources(stored.object as unknown as CustomResourceDefinition, sources));
  }
  const settled = settleDefinition(stored.object, formatTime(cluster.clock.date()));
  if (!isEqual(settled, stored.object)) cluster.store.put(DEFINITIONS, settled);
}

/** The definition as its controllers leave it: names accepted, established, protected until its objects are gone. */
export function settleDefinition(crd: KubeObject, now: string): KubeObject {
  const { names, versions } = (crd as unknown as CustomResourceDefinition).spec;
  const { finalizers = [], deletionTimestamp } = crd.metadata;
  const isHeld = finalizers.includes(CLEANUP_FINALIZER) || deletionTimestamp !== undefined;
  const metadata = isHeld ? crd.metadata : { ...crd.metadata, finalizers: [...finalizers, CLEANUP_FINALIZER] };
  const status = isObject(crd.status) ? crd.status : {};
  const storage = versions.find((version) => version.storage)?.name ?? '';
  const known = Array.isArray(status.storedVersions) ? status.storedVersions : [];
  const storedVersions = known.includes(storage) ? known : [...known, storage];
  const conditions = describeConditions(status, deletionTimestamp !== undefined, now);
  return { ...crd, metadata, status: { ...status, conditions, acceptedNames: names, storedVersions } };
}

function describeConditions(status: JsonObject, terminating: boolean, now: string): JsonObject[] {
  const known = listObjects(status.conditions);
  const make = (type: string, reason: string, message: string): JsonObject => {
    const fresh = { lastTransitionTime: now, message, reason, status: 'True', type };
    return known.find((condition) => condition.type === type) ?? fresh;
  };
  return [
    make('NamesAccepted', 'NoConflicts', 'no conflicts found'),
    make('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ...(terminating
      ? [make('Terminating', 'InstanceDeletionInProgress', 'CustomResource deletion is in progress')]
      : []),
  ];
}
