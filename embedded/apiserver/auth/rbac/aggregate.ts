import { isEqual } from '../../../../apimachinery/json.ts';
import { type LabelSelector, matchesSelector } from '../../../../apimachinery/selectors/labelselector.ts';
import type { KubeObject } from '../../../../apimachinery/types.ts';
import type { Store } from '../../store/store.ts';
import { CLUSTER_ROLES, type PolicyRule } from './types.ts';

interface ClusterRole extends KubeObject {
  rules?: PolicyRule[] | null;
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] } | null;
}

/**
 * Keeps the rules of roles with an aggregationRule those of the roles that it selects, as a controller of a real cluster
 * does: after the request that changed one of them.
 */
export function aggregateRoles(store: Store): void {
  let scheduled = false;
  store.observe((storage) => {
    if (storage !== CLUSTER_ROLES || scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      settleRoles(store);
    });
  });
}

/** A role that gathers may itself be gathered, so until nothing changes: as often as roles are nested, at most. */
export function settleRoles(store: Store): void {
  const collection = store.collection(CLUSTER_ROLES);
  for (let left = collection.count(); left > 0 && settleOnce(store); left--);
}

function settleOnce(store: Store): boolean {
  const roles = store
    .collection(CLUSTER_ROLES)
    .list()
    .map(({ object }) => object as ClusterRole);
  let changed = false;
  for (const role of roles) {
    const selectors = role.aggregationRule?.clusterRoleSelectors ?? [];
    if (selectors.length === 0) continue;
    const rules = gather(selectors, roles, role.metadata.name);
    if (isEqual(rules, role.rules ?? [])) continue;
    store.put(CLUSTER_ROLES, { ...role, rules });
    changed = true;
  }
  return changed;
}

/** By the order of the selectors, then of the names; each rule once. */
function gather(selectors: readonly LabelSelector[], roles: readonly ClusterRole[], own: string): PolicyRule[] {
  const gathered: PolicyRule[] = [];
  for (const selector of selectors) {
    for (const { metadata, rules } of roles) {
      if (metadata.name === own || !matchesSelector(selector, metadata.labels ?? {})) continue;
      gathered.push(...(rules ?? []).filter((rule) => !gathered.some((other) => isEqual(other, rule))));
    }
  }
  return gathered;
}
