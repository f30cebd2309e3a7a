/**
 * What the models of client-node do not tell of built-in kinds. Names as in the reference,
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
  V1ObjectMeta: { finalizers: { keys: 'set', patchKey: '' }, ownerReferences: by('uid') },
  V1Container: CONTAINER,
  V1EphemeralContainer: CONTAINER,
  V1ContainerStatus: { allocatedResourcesStatus: NAMED, volumeMounts: by('mountPath') },
  V1ContainerRestartRuleOnExitCodes: { values: SET },
  V1ResourceRequirements: { claims: { keys: ['name'] } },
  V1ResourceStatus: { resources: { keys: ['resourceID'] } },
  V1PodSpec: {
    ...{ containers: NAMED, ephemeralContainers: NAMED, initContainers: NAMED },
    ...{ hostAliases: by('ip'), imagePullSecrets: NAMED, schedulingGates: NAMED },
    ...{ resourceClaims: RETAINED, volumes: RETAINED },
    topologySpreadConstraints: by('topologyKey', 'whenUnsatisfiable'),
  },
  V1PodStatus: {
    ...CONDITIONS,
    ...{ hostIPs: { patchKey: 'ip' }, podIPs: by('ip'), resourceClaimStatuses: RETAINED },
  },
  V1ServiceSpec: { ports: by('port', 'protocol') },
  V1ServiceStatus: CONDITIONS,
  V1ServiceAccount: { secrets: NAMED },
  V1NamespaceStatus: CONDITIONS,
  V1NodeSpec: { podCIDRs: { keys: 'set', patchKey: '' } },
  V1NodeStatus: { ...CONDITIONS, addresses: by('type') },
  V1DeploymentStatus: CONDITIONS,
  V1ReplicaSetStatus: CONDITIONS,
  V1DaemonSetStatus: CONDITIONS,
  V1StatefulSetStatus: CONDITIONS,
  V1JobStatus: { conditions: { patchKey: 'type' } },
  V1PodFailurePolicyOnExitCodesRequirement: { values: SET },
  V1UncountedTerminatedPods: { failed: SET, succeeded: SET },
  V2HorizontalPodAutoscalerStatus: CONDITIONS,
  V1PodDisruptionBudgetStatus: CONDITIONS,
  V1Endpoint: { addresses: SET },
  V1MutatingWebhookConfiguration: { webhooks: NAMED },
  V1ValidatingWebhookConfiguration: { webhooks: NAMED },
  V1MutatingWebhook: WEBHOOK,
  V1ValidatingWebhook: WEBHOOK,
  V1ValidatingAdmissionPolicyBindingSpec: { validationActions: SET },
  V1ValidatingAdmissionPolicySpec: { matchConditions: NAMED, variables: NAMED },
  V1ValidatingAdmissionPolicyStatus: { conditions: { keys: ['type'] } },
  V1CustomResourceDefinitionStatus: { conditions: { keys: ['type'] } },
  V1JSONSchemaProps: { 'x-kubernetes-validations': by('rule') },
  V1PersistentVolumeClaimStatus: CONDITIONS,
};

/** Models that merge as one value. */
export const ATOMIC_MODELS: ReadonlySet<string> = new Set([
  'CoreV1EndpointPort',
  'DiscoveryV1EndpointPort',
  'RbacV1Subject',
  'V1ConfigMapKeySelector',
  'V1EndpointAddress',
  'V1FileKeySelector',
  'V1LabelSelector',
  'V1LocalObjectReference',
  'V1MatchResources',
  'V1NamedRuleWithOperations',
  'V1NodeSelector',
  'V1NodeSelectorTerm',
  'V1ObjectFieldSelector',
  'V1ObjectReference',
  'V1OwnerReference',
  'V1ParamKind',
  'V1ParamRef',
  'V1ResourceFieldSelector',
  'V1RoleRef',
  'V1ScopeSelector',
  'V1SecretKeySelector',
  'V1SecretReference',
  'V1ServiceBackendPort',
  'V1TopologySelectorTerm',
  'V1TypedLocalObjectReference',
  'V1Variable',
]);

/** Maps that merge as one value, by model and field. */
export const ATOMIC_MAPS: Readonly<Record<string, readonly string[]>> = {
  V1PodSpec: ['nodeSelector'],
  V1ServiceSpec: ['selector'],
};

/** Fields of merge keys that may be left out, and what they mean then. */
export const KEY_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  V1ContainerPort: { protocol: 'TCP' },
  V1ServicePort: { protocol: 'TCP' },
};

/** How a strategic merge patch changes objects, where it is not field by field; by model and field. */
export const PATCH_STRATEGIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  V1DeploymentSpec: { strategy: 'retainKeys' },
  V1PodDisruptionBudgetSpec: { selector: 'replace' },
};

const RESOURCES = ['limits', 'requests'];

/** Amounts: a number or a text such as `100m`, by model and field. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const QUANTITIES: Readonly<Record<string, readonly string[]>> = {
  V1ResourceRequirements: RESOURCES,
  V1VolumeResourceRequirements: RESOURCES,
  V1ContainerStatus: ['allocatedResources'],
  V1EmptyDirVolumeSource: ['sizeLimit'],
  V1ResourceFieldSelector: ['divisor'],
  V1PodSpec: ['overhead'],
  V1NodeStatus: ['allocatable', 'capacity'],
  V2MetricTarget: ['averageValue', 'value'],
  V2MetricValueStatus: ['averageValue', 'value'],
  V2HPAScalingRules: ['tolerance'],
};
