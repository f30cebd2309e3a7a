/** A rule of a ClusterRole. */
export interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const READ = ['get', 'list', 'watch'];
const WRITE = [...READ, 'create', 'update', 'patch', 'delete'];

const rule = (group: string, resources: string, verbs: readonly string[]): Rule => ({
  apiGroups: [group],
  resources: resources.split(' '),
  verbs: [...verbs],
});

/**
 * All that a run on an existing cluster does, where the implementation is there already: its own namespaces with what is in
 * them, objects of the Gateway API, and a look at nodes, events, logs and definitions.
 */
export const runRules: readonly Rule[] = [
  rule('', 'namespaces services pods configmaps secrets serviceaccounts endpoints', WRITE),
  rule('', 'pods/log events nodes', READ),
  rule('', 'pods/portforward', ['create', 'get']),
  rule('apps', 'deployments daemonsets statefulsets replicasets', WRITE),
  rule('discovery.k8s.io', 'endpointslices', WRITE),
  rule('events.k8s.io', 'events', READ),
  rule('gateway.networking.k8s.io', '*', WRITE),
  rule('gateway.networking.x-k8s.io', '*', WRITE),
  rule('apiextensions.k8s.io', 'customresourcedefinitions', READ),
  rule('admissionregistration.k8s.io', 'validatingadmissionpolicies validatingadmissionpolicybindings', READ),
];
