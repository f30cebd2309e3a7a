/** A built-in kind as data. Where a field is missing: namespaced, no status subresource, no generation. */
export interface BuiltinKind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  cluster?: true;
  short?: readonly string[];
  categories?: readonly string[];
  status?: true;
  /** Fields, as paths from the top, whose change makes a new generation. */
  generation?: readonly string[];
  returnsDeleted?: true;
  /** Names may hold anything that fits in a path, as RBAC's do. */
  freeNames?: true;
  /** Said to whoever uses it. */
  warning?: string;
}

const ALL = ['all'];
const SPEC = ['spec'];
const WEBHOOKS = ['webhooks'];
const ADMISSION = 'admissionregistration.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';
const CORE = { group: '', version: 'v1' };
const APPS = { group: 'apps', version: 'v1', categories: ALL };
const NETWORKING = { group: 'networking.k8s.io', version: 'v1' };

/** https://kubernetes.io/docs/reference/kubernetes-api/ */
export const BUILTIN_KINDS: readonly BuiltinKind[] = [
  { ...CORE, kind: 'Namespace', plural: 'namespaces', cluster: true, short: ['ns'], status: true },
  {
    ...CORE,
    ...{ kind: 'Pod', plural: 'pods', short: ['po'], categories: ALL, status: true },
    ...{ generation: SPEC, returnsDeleted: true },
  },
  {
    ...CORE,
    ...{ kind: 'Service', plural: 'services', short: ['svc'], categories: ALL, status: true, returnsDeleted: true },
  },
  {
    ...CORE,
    ...{ kind: 'Endpoints', plural: 'endpoints', short: ['ep'] },
    warning: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  },
  { ...CORE, kind: 'Secret', plural: 'secrets' },
  { ...CORE, kind: 'ConfigMap', plural: 'configmaps', short: ['cm'] },
  { ...CORE, kind: 'ServiceAccount', plural: 'serviceaccounts', short: ['sa'], returnsDeleted: true },
  { ...CORE, kind: 'Event', plural: 'events', short: ['ev'] },
  {
    ...CORE,
    ...{ kind: 'PersistentVolume', plural: 'persistentvolumes', cluster: true, short: ['pv'], status: true },
    returnsDeleted: true,
  },
  {
    ...CORE,
    ...{ kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims', short: ['pvc'], status: true },
    returnsDeleted: true,
  },
  {
    ...CORE,
    ...{ kind: 'ReplicationController', plural: 'replicationcontrollers', short: ['rc'], categories: ALL },
    ...{ status: true, generation: SPEC },
  },
  { ...CORE, kind: 'ResourceQuota', plural: 'resourcequotas', short: ['quota'], status: true, returnsDeleted: true },
  { ...CORE, kind: 'LimitRange', plural: 'limitranges', short: ['limits'] },
  { ...CORE, kind: 'Node', plural: 'nodes', cluster: true, short: ['no'], status: true },
  {
    ...{ ...APPS, kind: 'Deployment', plural: 'deployments', short: ['deploy'], status: true },
    generation: [...SPEC, 'metadata.annotations'],
  },
  { ...APPS, kind: 'ReplicaSet', plural: 'replicasets', short: ['rs'], status: true, generation: SPEC },
  { ...APPS, kind: 'DaemonSet', plural: 'daemonsets', short: ['ds'], status: true, generation: SPEC },
  { ...APPS, kind: 'StatefulSet', plural: 'statefulsets', short: ['sts'], status: true, generation: SPEC },
  { group: 'apps', version: 'v1', kind: 'ControllerRevision', plural: 'controllerrevisions' },
  {
    ...{ group: 'batch', version: 'v1', kind: 'CronJob', plural: 'cronjobs', short: ['cj'], categories: ALL },
    ...{ status: true, generation: SPEC },
  },
  { group: 'batch', version: 'v1', kind: 'Job', plural: 'jobs', categories: ALL, status: true, generation: SPEC },
  {
    group: 'discovery.k8s.io',
    version: 'v1',
    kind: 'EndpointSlice',
    plural: 'endpointslices',
    generation: ['endpoints', 'ports', 'addressType', 'metadata.labels'],
  },
  { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease', plural: 'leases' },
  // Other clusters have it where its feature gate is open.
  {
    ...{ group: 'certificates.k8s.io', version: 'v1beta1', kind: 'ClusterTrustBundle', plural: 'clustertrustbundles' },
    ...{ cluster: true, freeNames: true },
  },
  { group: 'events.k8s.io', version: 'v1', kind: 'Event', plural: 'events', short: ['ev'] },
  {
    ...{ group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' },
    ...{ plural: 'customresourcedefinitions', cluster: true, short: ['crd', 'crds'], status: true, generation: SPEC },
    categories: ['api-extensions'],
  },
  { group: RBAC, version: 'v1', kind: 'Role', plural: 'roles', freeNames: true },
  { group: RBAC, version: 'v1', kind: 'RoleBinding', plural: 'rolebindings', freeNames: true },
  { group: RBAC, version: 'v1', kind: 'ClusterRole', plural: 'clusterroles', cluster: true, freeNames: true },
  {
    group: RBAC,
    version: 'v1',
    kind: 'ClusterRoleBinding',
    plural: 'clusterrolebindings',
    cluster: true,
    freeNames: true,
  },
  {
    ...{ group: 'policy', version: 'v1', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets', short: ['pdb'] },
    ...{ status: true, generation: SPEC },
  },
  {
    ...{ group: 'autoscaling', version: 'v2', kind: 'HorizontalPodAutoscaler', plural: 'horizontalpodautoscalers' },
    ...{ short: ['hpa'], categories: ALL, status: true },
  },
  { ...NETWORKING, kind: 'NetworkPolicy', plural: 'networkpolicies', short: ['netpol'], generation: SPEC },
  { ...NETWORKING, kind: 'Ingress', plural: 'ingresses', short: ['ing'], status: true, generation: SPEC },
  { ...NETWORKING, kind: 'IngressClass', plural: 'ingressclasses', cluster: true, generation: SPEC },
  {
    ...{ group: ADMISSION, version: 'v1', kind: 'ValidatingAdmissionPolicy', plural: 'validatingadmissionpolicies' },
    ...{ cluster: true, categories: ['api-extensions'], status: true, generation: SPEC },
  },
  {
    ...{ group: ADMISSION, version: 'v1', kind: 'ValidatingAdmissionPolicyBinding' },
    ...{ plural: 'validatingadmissionpolicybindings', cluster: true, categories: ['api-extensions'], generation: SPEC },
  },
  {
    ...{ group: ADMISSION, version: 'v1', kind: 'MutatingWebhookConfiguration' },
    ...{ plural: 'mutatingwebhookconfigurations', cluster: true, categories: ['api-extensions'], generation: WEBHOOKS },
  },
  {
    ...{ group: ADMISSION, version: 'v1', kind: 'ValidatingWebhookConfiguration' },
    ...{
      plural: 'validatingwebhookconfigurations',
      cluster: true,
      categories: ['api-extensions'],
      generation: WEBHOOKS,
    },
  },
  {
    group: 'scheduling.k8s.io',
    version: 'v1',
    kind: 'PriorityClass',
    plural: 'priorityclasses',
    cluster: true,
    generation: ['value', 'globalDefault', 'description', 'preemptionPolicy'],
    short: ['pc'],
  },
  {
    group: 'storage.k8s.io',
    version: 'v1',
    kind: 'StorageClass',
    plural: 'storageclasses',
    cluster: true,
    short: ['sc'],
  },
];
