import { getPath } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { applyObject } from '../requests/apply.ts';
import type { Cluster } from '../requests/context.ts';
import { checkTypes } from './typecheck.ts';
import { POLICIES, type PolicySpec } from './types.ts';

const CONTROLLER = 'validatingadmissionpolicy-status';

/** Writes into the status of each policy what its expressions are found to be worth, as a real cluster's controller does. */
export function tellPolicyStatus(cluster: Cluster): void {
  cluster.store.observe((storage, { type, stored }) => {
    if (storage === POLICIES && type !== 'DELETED') update(cluster, stored.object);
  });
}

function update(cluster: Cluster, { metadata, spec, status }: KubeObject): void {
  const { generation = 1, name } = metadata;
  const observed = getPath(status, 'observedGeneration');
  if (typeof observed === 'number' && observed >= generation) return;
  const resource = cluster.registry.ofStorage(POLICIES);
  if (!resource) return;
  const { apiVersion, kind } = resource;
  const warnings = checkTypes(spec as PolicySpec, cluster.registry);
  const typeChecking = warnings.length > 0 ? { expressionWarnings: warnings } : {};
  const body = { apiVersion, kind, metadata: { name }, status: { observedGeneration: generation, typeChecking } };
  const target = { resource, namespace: '', name };
  const stored = cluster.store.collection(POLICIES).get('', name);
  const how = { dryRun: false, fieldManager: CONTROLLER, fieldValidation: 'Ignore', force: true } as const;
  applyObject(cluster, target, stored, body, { ...how, subresource: 'status', patch: true, warnings: [] });
}
