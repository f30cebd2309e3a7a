/**
 * What the types of built-in kinds do not tell. Names as in the reference,
 * https://kubernetes.io/docs/reference/kubernetes-api/ (each list there tells its merge keys).
 */
export interface ListFacts {
  /** For server-side apply: a list whose items these keys tell apart, or a set. Missing: the list is one value. */
  keys?: readonly string[] | 'set';
  /** For strategic merge patch: merge by this key; `''` merges scalars by value. Missing: the list is replaced. */
  patchKey?: string;
  /** Fields that a patch does not name are dropped from items it does. */
  retainKeys?: true;
}

/** Both kinds of patches tell the items apart by the first key. */
function by(...keys: string[]): ListFacts {
  return { keys, patchKey: keys[0] ?? '' };
}

const NAMED = by('name');
const CONDITIONS = { conditions: by('type') };
const SET: ListFacts = { keys: 'set' };
const CONTAINER = {
  env: NAMED,
  ports: by('containerPort', 'protocol'),
  volumeDevices: by('devicePath'),
  volumeMounts: by('mountPath'),
};
const RETAINED: ListFacts = { ...NAMED, retainKeys: true };
const WEBHOOK = { matchConditions: NAMED };

/** By model and field. */
export const LISTS: Readonly<Record<string, Readonly<Record<string, ListFacts>>>> = {
  'meta/v1.ObjectMeta': { finalizers: { keys: 'set', patchKey: '' }, ownerReferences: by('uid') },
  'core/v1.Container': CONTAINER,
  'core/v1.EphemeralContainer': CONTAINER,
  'core/v1.ContainerStatus': { allocatedResourcesStatus: NAMED, volumeMounts: by('mountPath') },
  'core/v1.ContainerRestartRuleOnExitCodes': { values: SET },
  'core/v1.ResourceRequirements': { claims: { keys: ['name'] } },
  'core/v1.ResourceStatus': { resources: { keys: ['resourceID'] } },
  'core/v1.PodSpec': {
    ...{ containers: NAMED, ephemeralContainers: NAMED, initContainers: NAMED },
    ...{ hostAliases: by('ip'), imagePullSecrets: NAMED, schedulingGates: NAMED },
    ...{ resourceClaims: RETAINED, volumes: RETAINED },
    topologySpreadConstraints: by('topologyKey', 'whenUnsatisfiable'),
  },
  'core/v1.PodStatus': {
    ...CONDITIONS,
    ...{ hostIPs: { patchKey: 'ip' }, podIPs: by('ip'), resourceClaimStatuses: RETAINED },
  },
  'core/v1.ServiceSpec': { ports: by('port', 'protocol') },
  'core/v1.ServiceStatus': CONDITIONS,
  'core/v1.ServiceAccount': { secrets: NAMED },
  'core/v1.NamespaceStatus': CONDITIONS,
  'core/v1.ReplicationControllerStatus': CONDITIONS,
  'core/v1.NodeSpec': { podCIDRs: { keys: 'set', patchKey: '' } },
  'core/v1.NodeStatus': { ...CONDITIONS, addresses: by('type') },
  'apps/v1.DeploymentStatus': CONDITIONS,
  'apps/v1.ReplicaSetStatus': CONDITIONS,
  'apps/v1.DaemonSetStatus': CONDITIONS,
  'apps/v1.StatefulSetStatus': CONDITIONS,
  'batch/v1.JobStatus': { conditions: { patchKey: 'type' } },
  'batch/v1.PodFailurePolicyOnExitCodesRequirement': { values: SET },
  'batch/v1.UncountedTerminatedPods': { failed: SET, succeeded: SET },
  'autoscaling/v2.HorizontalPodAutoscalerStatus': CONDITIONS,
  'policy/v1.PodDisruptionBudgetStatus': CONDITIONS,
  'discovery/v1.Endpoint': { addresses: SET },
  'admissionregistration/v1.MutatingWebhookConfiguration': { webhooks: NAMED },
  'admissionregistration/v1.ValidatingWebhookConfiguration': { webhooks: NAMED },
  'admissionregistration/v1.MutatingWebhook': WEBHOOK,
  'admissionregistration/v1.ValidatingWebhook': WEBHOOK,
  'admissionregistration/v1.ValidatingAdmissionPolicyBindingSpec': { validationActions: SET },
  'admissionregistration/v1.ValidatingAdmissionPolicySpec': { matchConditions: NAMED, variables: NAMED },
  'admissionregistration/v1.ValidatingAdmissionPolicyStatus': { conditions: { keys: ['type'] } },
  'apiextensions/v1.CustomResourceDefinitionStatus': { conditions: { keys: ['type'] } },
  'apiextensions/v1.JSONSchemaProps': { 'x-kubernetes-validations': by('rule') },
  'core/v1.PersistentVolumeClaimStatus': CONDITIONS,
};

/** Models that merge as one value. */
export const ATOMIC_MODELS: ReadonlySet<string> = new Set([
  'core/v1.EndpointPort',
  'discovery/v1.EndpointPort',
  'rbac/v1.Subject',
  'core/v1.ConfigMapKeySelector',
  'core/v1.EndpointAddress',
  'core/v1.FileKeySelector',
  'meta/v1.LabelSelector',
  'core/v1.LocalObjectReference',
  'admissionregistration/v1.MatchResources',
  'admissionregistration/v1.NamedRuleWithOperations',
  'core/v1.NodeSelector',
  'core/v1.NodeSelectorTerm',
  'core/v1.ObjectFieldSelector',
  'core/v1.ObjectReference',
  'meta/v1.OwnerReference',
  'admissionregistration/v1.ParamKind',
  'admissionregistration/v1.ParamRef',
  'core/v1.ResourceFieldSelector',
  'rbac/v1.RoleRef',
  'core/v1.ScopeSelector',
  'core/v1.SecretKeySelector',
  'core/v1.SecretReference',
  'networking/v1.ServiceBackendPort',
  'core/v1.TopologySelectorTerm',
  'core/v1.TypedLocalObjectReference',
  'admissionregistration/v1.Variable',
]);

/** Maps that merge as one value, by model and field. */
export const ATOMIC_MAPS: Readonly<Record<string, readonly string[]>> = {
  'core/v1.PodSpec': ['nodeSelector'],
  'core/v1.ReplicationControllerSpec': ['selector'],
  'core/v1.ServiceSpec': ['selector'],
};

/** Fields of merge keys that may be left out, and what they mean then. */
export const KEY_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'core/v1.ContainerPort': { protocol: 'TCP' },
  'core/v1.ServicePort': { protocol: 'TCP' },
};

/** How a strategic merge patch changes objects, where it is not field by field; by model and field. */
export const PATCH_STRATEGIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'apps/v1.DeploymentSpec': { strategy: 'retainKeys' },
  'policy/v1.PodDisruptionBudgetSpec': { selector: 'replace' },
};
