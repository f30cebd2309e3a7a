import { isEqual, listObjects } from '../../../apimachinery/json.ts';
import type { CustomResourceDefinition, JsonObject, KubeObject, ValidatorSource } from '../../../apimachinery/types.ts';
import { keepStored } from '../builtin/keep.ts';
import { type Cluster, formatTime } from '../requests/context.ts';
import { recordManager } from '../requests/prepare.ts';
import type { StoreEvent } from '../store/event.ts';
import { APPROVAL, findApprovalFault, isProtectedGroup } from './approval.ts';
import { DEFINITIONS, describe, setCondition } from './conditions.ts';
import { makeCustomResources } from './custom.ts';

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
  if (!isEqual(settled, stored.object)) putStatus(cluster, stored.object, settled);
}

/** Stores what the server's own controllers found out about a definition. */
export function putStatus(cluster: Cluster, old: KubeObject, next: KubeObject): void {
  const resource = cluster.registry.ofStorage(DEFINITIONS);
  const written = { ...next, metadata: { ...next.metadata } };
  if (resource) {
    const manager = { fieldManager: 'kube-apiserver', subresource: 'status' };
    recordManager(cluster, written, { old, given: written }, resource, manager);
  }
  cluster.store.put(DEFINITIONS, written);
}

/** The definition as its controllers leave it: names accepted and established. */
export function settleDefinition(crd: KubeObject, now: string): KubeObject {
  const definition = crd as unknown as CustomResourceDefinition;
  const status = keepStored(crd);
  const known = listObjects(status.conditions);
  const fresh = [
    ...describeApproval(definition),
    describe('NamesAccepted', 'True', 'NoConflicts', 'no conflicts found'),
    describe('Established', 'True', 'InitialNamesAccepted', 'the initial names have been accepted'),
  ];
  const conditions = fresh.reduce((all, one) => setCondition(all, one, now), known);
  return { ...crd, status: { ...status, conditions, acceptedNames: definition.spec.names } };
}

/** Of the groups that the Kubernetes project keeps for itself, each definition says who approved of it. */
function describeApproval({ spec, metadata }: CustomResourceDefinition): JsonObject[] {
  if (!isProtectedGroup(spec.group)) return [];
  const type = 'KubernetesAPIApprovalPolicyConformant';
  const approval = metadata.annotations?.[APPROVAL] ?? '';
  if (approval.startsWith('unapproved')) {
    return [describe(type, 'False', 'UnapprovedAnnotation', `not approved: ${JSON.stringify(approval)}`)];
  }
  const fault = findApprovalFault(approval);
  if (!fault) return [describe(type, 'True', 'ApprovedAnnotation', `approved in ${approval}`)];
  return [describe(type, 'False', approval === '' ? 'MissingAnnotation' : 'InvalidAnnotation', fault)];
}
