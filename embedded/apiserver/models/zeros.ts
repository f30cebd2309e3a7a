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
  'core/v1.Event': {
    ...{ involvedObject: '{}', source: '{}', firstTimestamp: 'null', lastTimestamp: 'null', eventTime: 'null' },
    ...{ reportingComponent: UNKNOWN, reportingInstance: UNKNOWN },
  },
  'events/v1.Event': {
    ...{ regarding: '{}', deprecatedSource: '{}', eventTime: 'null' },
    ...{ deprecatedFirstTimestamp: 'null', deprecatedLastTimestamp: 'null' },
  },
  'rbac/v1.ClusterRole': { rules: 'null' },
  'core/v1.Container': CONTAINER,
  'core/v1.ContainerStateRunning': { startedAt: 'null' },
  'core/v1.ContainerStateTerminated': { exitCode: '0', startedAt: 'null', finishedAt: 'null' },
  'core/v1.ContainerStatus': {
    state: '{}',
    lastState: '{}',
    ready: 'false',
    restartCount: '0',
    image: UNKNOWN,
    imageID: UNKNOWN,
  },
  'apiextensions/v1.CustomResourceDefinition': OBJECT,
  'apiextensions/v1.CustomResourceDefinitionSpec': { names: '{}', versions: 'null' },
  'apiextensions/v1.CustomResourceDefinitionStatus': {
    conditions: 'null',
    acceptedNames: '{}',
    storedVersions: 'null',
  },
  'apiextensions/v1.CustomResourceDefinitionVersion': { served: 'false', storage: 'false' },
  'core/v1.DaemonEndpoint': { Port: '0' },
  'apps/v1.DaemonSet': OBJECT,
  'apps/v1.DaemonSetSpec': { ...WORKLOAD, updateStrategy: '{}' },
  'apps/v1.DaemonSetStatus': {
    ...{ currentNumberScheduled: '0', numberMisscheduled: '0', desiredNumberScheduled: '0', numberReady: '0' },
  },
  'apps/v1.Deployment': OBJECT,
  'apps/v1.DeploymentSpec': { ...WORKLOAD, strategy: '{}' },
  'discovery/v1.Endpoint': { addresses: 'null', conditions: '{}' },
  'discovery/v1.EndpointSlice': { endpoints: 'null', ports: 'null' },
  'core/v1.EphemeralContainer': CONTAINER,
  'networking/v1.HTTPIngressPath': { backend: '{}' },
  'networking/v1.HTTPIngressRuleValue': { paths: 'null' },
  'networking/v1.Ingress': OBJECT,
  'networking/v1.IngressClass': { spec: '{}' },
  'networking/v1.IngressServiceBackend': { port: '{}' },
  'networking/v1.IngressStatus': { loadBalancer: '{}' },
  'batch/v1.Job': OBJECT,
  'batch/v1.JobCondition': PROBED,
  'batch/v1.JobSpec': TEMPLATE,
  'coordination/v1.Lease': { spec: '{}' },
  'core/v1.Namespace': OBJECT,
  'networking/v1.NetworkPolicy': { spec: '{}' },
  'networking/v1.NetworkPolicySpec': { podSelector: '{}' },
  'core/v1.Node': OBJECT,
  'core/v1.NodeCondition': { lastHeartbeatTime: 'null', lastTransitionTime: 'null' },
  'core/v1.NodeDaemonEndpoints': { kubeletEndpoint: '{}' },
  'core/v1.NodeSelector': { nodeSelectorTerms: 'null' },
  'core/v1.NodeStatus': { daemonEndpoints: '{}', nodeInfo: '{}' },
  'core/v1.NodeSystemInfo': {
    ...{ architecture: UNKNOWN, bootID: UNKNOWN, containerRuntimeVersion: UNKNOWN, kernelVersion: UNKNOWN },
    ...{ kubeProxyVersion: UNKNOWN, kubeletVersion: UNKNOWN, machineID: UNKNOWN, operatingSystem: UNKNOWN },
    ...{ osImage: UNKNOWN, systemUUID: UNKNOWN },
  },
  'core/v1.PersistentVolumeClaimSpec': CONTAINER,
  'core/v1.PersistentVolumeClaimTemplate': { metadata: '{}', spec: '{}' },
  'core/v1.Pod': OBJECT,
  'core/v1.PodCondition': PROBED,
  'policy/v1.PodDisruptionBudget': OBJECT,
  'policy/v1.PodDisruptionBudgetStatus': {
    ...{ disruptionsAllowed: '0', currentHealthy: '0', desiredHealthy: '0', expectedPods: '0' },
  },
  'batch/v1.PodFailurePolicy': { rules: 'null' },
  'core/v1.PodSpec': { containers: 'null' },
  'core/v1.PodTemplateSpec': { metadata: '{}', spec: '{}' },
  'rbac/v1.PolicyRule': { verbs: 'null' },
  'core/v1.PreferredSchedulingTerm': { preference: '{}' },
  'scheduling/v1.PriorityClass': { value: '0' },
  'core/v1.ProjectedVolumeSource': { sources: 'null' },
  'apps/v1.ReplicaSet': OBJECT,
  'apps/v1.ReplicaSetSpec': WORKLOAD,
  'apps/v1.ReplicaSetStatus': { replicas: '0' },
  'rbac/v1.Role': { rules: 'null' },
  'rbac/v1.RoleBinding': { roleRef: '{}' },
  'rbac/v1.ClusterRoleBinding': { roleRef: '{}' },
  'core/v1.Service': OBJECT,
  'core/v1.ServiceStatus': { loadBalancer: '{}' },
  'apps/v1.StatefulSet': OBJECT,
  'apps/v1.StatefulSetSpec': { ...WORKLOAD, serviceName: UNKNOWN, updateStrategy: '{}' },
  'apps/v1.StatefulSetStatus': { replicas: '0', availableReplicas: '0' },
  'admissionregistration/v1.MutatingWebhook': WEBHOOK,
  'admissionregistration/v1.ValidatingWebhook': WEBHOOK,
  'admissionregistration/v1.ValidatingAdmissionPolicy': OBJECT,
  'admissionregistration/v1.ValidatingAdmissionPolicyBinding': { spec: '{}' },
  'core/v1.WeightedPodAffinityTerm': { podAffinityTerm: '{}' },
  'autoscaling/v2.ContainerResourceMetricSource': METRIC,
  'autoscaling/v2.ExternalMetricSource': { metric: '{}', ...METRIC },
  'autoscaling/v2.ExternalMetricStatus': { metric: '{}', ...METRIC_STATUS },
  'autoscaling/v2.HorizontalPodAutoscaler': OBJECT,
  'autoscaling/v2.HorizontalPodAutoscalerSpec': { scaleTargetRef: '{}', maxReplicas: '0' },
  'autoscaling/v2.HorizontalPodAutoscalerStatus': { desiredReplicas: '0', currentMetrics: 'null' },
  'autoscaling/v2.ObjectMetricSource': { describedObject: '{}', metric: '{}', ...METRIC },
  'autoscaling/v2.PodsMetricSource': { metric: '{}', ...METRIC },
  'autoscaling/v2.ResourceMetricSource': METRIC,
  'autoscaling/v2.ResourceMetricStatus': METRIC_STATUS,
};
