import { randomUUID } from 'node:crypto';
import type { KubeObject } from '../../../../apimachinery/types.ts';
import { type Cluster, formatTime } from '../../requests/context.ts';
import { settleRoles } from './aggregate.ts';
import { DEFAULT_ROLES, type DefaultRole } from './defaults.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, RBAC_GROUP, ROLES } from './types.ts';

const API_VERSION = `${RBAC_GROUP}/v1`;
const LABEL = `${RBAC_GROUP}/aggregate-to-`;

/** Stores the default roles and their bindings. They are right by construction, and so are not validated. */
export function storeDefaultRoles({ store, clock }: Pick<Cluster, 'store' | 'clock'>): void {
  const creationTimestamp = formatTime(clock.date());
  const identify = ({ name, namespace, feeds }: DefaultRole) => ({
    name,
    ...(namespace && { namespace }),
    uid: randomUUID(),
    creationTimestamp,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...(feeds && { [`${LABEL}${feeds}`]: 'true' }) },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  });
  for (const role of DEFAULT_ROLES) {
    store.put(role.namespace ? ROLES : CLUSTER_ROLES, makeRole(role, identify(role)));
  }
  settleRoles(store);
  for (const { name, groups } of DEFAULT_ROLES) {
    if (groups) store.put(CLUSTER_ROLE_BINDINGS, makeBinding(identify({ name }), groups));
  }
}

function makeRole({ rules = [], gathers, namespace }: DefaultRole, metadata: KubeObject['metadata']): KubeObject {
  const clusterRoleSelectors = [{ matchLabels: { [`${LABEL}${gathers}`]: 'true' } }];
  return {
    apiVersion: API_VERSION,
    kind: namespace ? 'Role' : 'ClusterRole',
    metadata,
    rules: [...rules],
    ...(gathers && { aggregationRule: { clusterRoleSelectors } }),
  };
}

function makeBinding(metadata: KubeObject['metadata'], groups: readonly string[]): KubeObject {
  return {
    apiVersion: API_VERSION,
    kind: 'ClusterRoleBinding',
    metadata,
    subjects: groups.map((name) => ({ kind: 'Group', apiGroup: RBAC_GROUP, name })),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name: metadata.name },
  };
}
