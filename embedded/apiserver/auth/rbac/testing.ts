import { RBAC } from '../testing.ts';

export const CLUSTER_ROLES = `${RBAC}/clusterroles`;
export const BINDINGS = `${RBAC}/clusterrolebindings`;
export const LOCAL_ROLES = `${RBAC}/namespaces/default/roles`;
export const LOCAL_BINDINGS = `${RBAC}/namespaces/default/rolebindings`;
export const MERGE = { 'content-type': 'application/merge-patch+json' };
export const GROUP = 'rbac.authorization.k8s.io';
export const roleRef = (kind: string, name: string) => ({ apiGroup: GROUP, kind, name });
export const alice = { kind: 'User', name: 'alice' };
