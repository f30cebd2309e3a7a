import type { PolicyRule } from './types.ts';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const WORKLOADS = ['daemonsets', 'deployments', 'replicasets', 'statefulsets'];
const SCALABLE = ['deployments/scale', 'replicasets/scale', 'statefulsets/scale'];
/** Paths of pods and services that lead into a container. */
const INTO_PODS = ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'];

function rule(verbs: readonly string[], group: string, ...resources: readonly string[]): PolicyRule {
  return { verbs, apiGroups: [group], resources };
}

function withStatus(...plurals: readonly string[]): string[] {
  return plurals.flatMap((plural) => [plural, `${plural}/status`]);
}

export function paths(...nonResourceURLs: readonly string[]): PolicyRule {
  return { verbs: ['get'], nonResourceURLs };
}

export const EVERYTHING: readonly PolicyRule[] = [rule(['*'], '*', '*'), { verbs: ['*'], nonResourceURLs: ['*'] }];

/** What `view` gathers: no secrets, and no roles. */
export const VIEW_RULES: readonly PolicyRule[] = [
  rule(READ, '', 'configmaps', 'endpoints', 'pods', 'serviceaccounts'),
  rule(READ, '', ...withStatus('persistentvolumeclaims', 'replicationcontrollers', 'resourcequotas', 'services')),
  rule(READ, '', 'bindings', 'events', 'limitranges', 'pods/log', 'pods/status', 'replicationcontrollers/scale'),
  rule(READ, '', ...withStatus('namespaces')),
  rule(READ, 'discovery.k8s.io', 'endpointslices'),
  rule(READ, 'apps', 'controllerrevisions', ...withStatus(...WORKLOADS), ...SCALABLE),
  rule(READ, 'autoscaling', ...withStatus('horizontalpodautoscalers')),
  rule(READ, 'batch', ...withStatus('cronjobs', 'jobs')),
  rule(READ, 'policy', ...withStatus('poddisruptionbudgets')),
  rule(READ, 'networking.k8s.io', ...withStatus('ingresses'), 'networkpolicies'),
];

/** What `edit` gathers beside them. */
export const EDIT_RULES: readonly PolicyRule[] = [
  rule(READ, '', ...INTO_PODS, 'secrets', 'services/proxy'),
  rule(['impersonate'], '', 'serviceaccounts'),
  rule(WRITE, '', 'pods', ...INTO_PODS),
  rule(['create'], '', 'pods/eviction'),
  rule(WRITE, '', 'configmaps', 'events', 'persistentvolumeclaims', 'secrets', 'serviceaccounts'),
  rule(WRITE, '', 'replicationcontrollers', 'replicationcontrollers/scale', 'services', 'services/proxy'),
  rule(['create'], '', 'serviceaccounts/token'),
  rule(WRITE, 'apps', ...WORKLOADS, 'deployments/rollback', ...SCALABLE),
  rule(WRITE, 'autoscaling', 'horizontalpodautoscalers'),
  rule(WRITE, 'batch', 'cronjobs', 'jobs'),
  rule(WRITE, 'policy', 'poddisruptionbudgets'),
  rule(WRITE, 'networking.k8s.io', 'ingresses', 'networkpolicies'),
  rule([...READ, ...WRITE].sort(), 'coordination.k8s.io', 'leases'),
];

/** What `admin` gathers beside those of `edit`. */
export const ADMIN_RULES: readonly PolicyRule[] = [
  rule(['create'], 'authorization.k8s.io', 'localsubjectaccessreviews'),
  rule([...READ, ...WRITE].sort(), 'rbac.authorization.k8s.io', 'rolebindings', 'roles'),
];

export const BASIC_USER_RULES: readonly PolicyRule[] = [
  rule(['create'], 'authorization.k8s.io', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'),
  rule(['create'], 'authentication.k8s.io', 'selfsubjectreviews'),
];

export const DELEGATOR_RULES: readonly PolicyRule[] = [
  rule(['create'], 'authentication.k8s.io', 'tokenreviews'),
  rule(['create'], 'authorization.k8s.io', 'subjectaccessreviews'),
];

export const AUTHENTICATION_READER_RULES: readonly PolicyRule[] = [
  { ...rule(READ, '', 'configmaps'), resourceNames: ['extension-apiserver-authentication'] },
];
