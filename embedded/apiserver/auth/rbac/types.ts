import { listObjects } from '../../../../apimachinery/json.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/cluster-role-v1/ */
export interface PolicyRule {
  verbs: readonly string[];
  apiGroups?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
}

/** A rule with each list there, empty where the object has none or null. */
export type FullRule = Readonly<Record<keyof PolicyRule, readonly string[]>>;

/** The rules of a role; what is not of their shape is left out. */
export function readRules(value: unknown): FullRule[] {
  return listObjects(value).map((rule) => ({
    verbs: readStrings(rule.verbs),
    apiGroups: readStrings(rule.apiGroups),
    resources: readStrings(rule.resources),
    resourceNames: readStrings(rule.resourceNames),
    nonResourceURLs: readStrings(rule.nonResourceURLs),
  }));
}

function readStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export interface RoleRef {
  apiGroup?: string;
  kind: string;
  name: string;
}

export interface Subject {
  kind: string;
  apiGroup?: string;
  name: string;
  namespace?: string;
}

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Names of the store's collections. */
export const ROLES = `roles.${RBAC_GROUP}`;
export const CLUSTER_ROLES = `clusterroles.${RBAC_GROUP}`;
export const ROLE_BINDINGS = `rolebindings.${RBAC_GROUP}`;
export const CLUSTER_ROLE_BINDINGS = `clusterrolebindings.${RBAC_GROUP}`;
