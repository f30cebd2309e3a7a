/** What a field that is always written holds where nothing is given. */
export type Zero = '{}' | 'null' | '0' | 'false' | '""';

const TEMPLATE = { template: '{}' } as const;
const WORKLOAD = { selector: 'null', ...TEMPLATE } as const;
const OBJECT = { spec: '{}', status: '{}' } as const;
const PROBED = { lastProbeTime: 'null', lastTransitionTime: 'null' } as const;
const METRIC = { target: '{}' } as const;
const METRIC_STATUS = { current: '{}' } as const;
const CONTAINER = { resources: '{}' } as const;
const WEBHOOK = { clientConfig: '{}', sideEffects: 'null', admissionReviewVersions: 'null' } as const;
const UNKNOWN = '""';

/**
 * Fields of built-in kinds that a typed server writes even where they are empty, by model: structs by value, and lists,
 * maps and counts that are not left out. Names and other required texts are not among them.
 */
export const ZEROS: Readonly<Record<string, Readonly<Record<string, Zero>>>> = {
  CoreV1Event: {
    ...{ involvedObject: '{}', source: '{}', firstTimestamp: 'null', lastTimestamp: 'null', eventTime: 'null' },
    ...{ reportingComponent: UNKNOWN, reportingInstance: UNKNOWN },
  },
  EventsV1Event: {
    ...{ regarding: '{}', deprecatedSource: '{}', eventTime: 'null' },
    ...{ deprecatedFirstTimestamp: 'null', deprecatedLastTimestamp: 'null' },
  },
  V1ClusterRole: { rules: 'null' },
  V1Container: CONTAINER,
  V1ContainerStateRunning: { startedAt: 'null' },
  V1ContainerStateTerminated: { exitCode: '0', startedAt: 'null', finishedAt: 'null' },
  V1ContainerStatus: {
    state: '{}',
    lastState: '{}',
    ready: 'false',
    restartCount: '0',
    image: UNKNOWN,
    imageID: UNKNOWN,
  },
  V1CustomResourceDefinition: OBJECT,
  V1CustomResourceDefinitionSpec: { names: '{}', versions: 'null' },
  V1CustomResourceDefinitionStatus: { conditions: 'null', acceptedNames: '{}', storedVersions: 'null' },
  V1CustomResourceDefinitionVersion: { served: 'false', storage: 'false' },
  V1DaemonEndpoint: { Port: '0' },
  V1DaemonSet: OBJECT,
  V1DaemonSetSpec: { ...WORKLOAD, updateStrategy: '{}' },
  V1DaemonSetStatus: {
    ...{ currentNumberScheduled: '0', numberMisscheduled: '0', desiredNumberScheduled: '0', numberReady: '0' },
  },
  V1Deployment: OBJECT,
  V1DeploymentSpec: { ...WORKLOAD, strategy: '{}' },
  V1Endpoint: { addresses: 'null', conditions: '{}' },
  V1EndpointSlice: { endpoints: 'null', ports: 'null' },
  V1EphemeralContainer: CONTAINER,
  V1HTTPIngressPath: { backend: '{}' },
  V1HTTPIngressRuleValue: { paths: 'null' },
  V1Ingress: OBJECT,
  V1IngressClass: { spec: '{}' },
  V1IngressServiceBackend: { port: '{}' },
  V1IngressStatus: { loadBalancer: '{}' },
  V1Job: OBJECT,
  V1JobCondition: PROBED,
  V1JobSpec: TEMPLATE,
  V1Lease: { spec: '{}' },
  V1Namespace: OBJECT,
  V1NetworkPolicy: { spec: '{}' },
  V1NetworkPolicySpec: { podSelector: '{}' },
  V1Node: OBJECT,
  V1NodeCondition: { lastHeartbeatTime: 'null', lastTransitionTime: 'null' },
  V1NodeDaemonEndpoints: { kubeletEndpoint: '{}' },
  V1NodeSelector: { nodeSelectorTerms: 'null' },
  V1NodeStatus: { daemonEndpoints: '{}', nodeInfo: '{}' },
  V1NodeSystemInfo: {
    ...{ architecture: UNKNOWN, bootID: UNKNOWN, containerRuntimeVersion: UNKNOWN, kernelVersion: UNKNOWN },
    ...{ kubeProxyVersion: UNKNOWN, kubeletVersion: UNKNOWN, machineID: UNKNOWN, operatingSystem: UNKNOWN },
    ...{ osImage: UNKNOWN, systemUUID: UNKNOWN },
  },
  V1PersistentVolumeClaimSpec: CONTAINER,
  V1PersistentVolumeClaimTemplate: { metadata: '{}', spec: '{}' },
  V1Pod: OBJECT,
  V1PodCondition: PROBED,
  V1PodDisruptionBudget: OBJECT,
  V1PodDisruptionBudgetStatus: {
    ...{ disruptionsAllowed: '0', currentHealthy: '0', desiredHealthy: '0', expectedPods: '0' },
  },
  V1PodFailurePolicy: { rules: 'null' },
  V1PodSpec: { containers: 'null' },
  V1PodTemplateSpec: { metadata: '{}', spec: '{}' },
  V1PolicyRule: { verbs: 'null' },
  V1PreferredSchedulingTerm: { preference: '{}' },
  V1PriorityClass: { value: '0' },
  V1ProjectedVolumeSource: { sources: 'null' },
  V1ReplicaSet: OBJECT,
  V1ReplicaSetSpec: WORKLOAD,
  V1ReplicaSetStatus: { replicas: '0' },
  V1Role: { rules: 'null' },
  V1RoleBinding: { roleRef: '{}' },
  V1ClusterRoleBinding: { roleRef: '{}' },
  V1Service: OBJECT,
  V1ServiceStatus: { loadBalancer: '{}' },
  V1StatefulSet: OBJECT,
  V1StatefulSetSpec: { ...WORKLOAD, serviceName: UNKNOWN, updateStrategy: '{}' },
  V1StatefulSetStatus: { replicas: '0', availableReplicas: '0' },
  V1MutatingWebhook: WEBHOOK,
  V1ValidatingWebhook: WEBHOOK,
  V1ValidatingAdmissionPolicy: OBJECT,
  V1ValidatingAdmissionPolicyBinding: { spec: '{}' },
  V1WeightedPodAffinityTerm: { podAffinityTerm: '{}' },
  V2ContainerResourceMetricSource: METRIC,
  V2ExternalMetricSource: { metric: '{}', ...METRIC },
  V2ExternalMetricStatus: { metric: '{}', ...METRIC_STATUS },
  V2HorizontalPodAutoscaler: OBJECT,
  V2HorizontalPodAutoscalerSpec: { scaleTargetRef: '{}', maxReplicas: '0' },
  V2HorizontalPodAutoscalerStatus: { desiredReplicas: '0', currentMetrics: 'null' },
  V2ObjectMetricSource: { describedObject: '{}', metric: '{}', ...METRIC },
  V2PodsMetricSource: { metric: '{}', ...METRIC },
  V2ResourceMetricSource: METRIC,
  V2ResourceMetricStatus: METRIC_STATUS,
};
