/** Kubernetes objects as JSON carries them, no more of each than the node reads or writes. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface Metadata {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Readonly<Record<string, string>>;
  annotations?: Readonly<Record<string, string>>;
  ownerReferences?: readonly OwnerReference[];
  finalizers?: readonly string[];
}

export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata: Metadata;
}

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
}

export interface LabelSelector {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

export interface KeyReference {
  name?: string;
  key: string;
  optional?: boolean;
}

export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: {
    fieldRef?: { fieldPath: string };
    resourceFieldRef?: { resource: string; containerName?: string };
    configMapKeyRef?: KeyReference;
    secretKeyRef?: KeyReference;
  };
}

export interface EnvFrom {
  prefix?: string;
  configMapRef?: { name?: string; optional?: boolean };
  secretRef?: { name?: string; optional?: boolean };
}

export interface Container {
  name: string;
  image?: string;
  command?: readonly string[];
  args?: readonly string[];
  env?: readonly EnvVar[];
  envFrom?: readonly EnvFrom[];
  ports?: readonly { name?: string; containerPort: number; protocol?: string }[];
  resources?: { limits?: Readonly<Record<string, string>> };
  volumeMounts?: readonly { name: string; mountPath: string; subPath?: string }[];
  /** Of init containers only. */
  restartPolicy?: string;
}

export interface KeyToPath {
  key: string;
  path: string;
}

export interface ConfigMapSource {
  name?: string;
  items?: readonly KeyToPath[];
  optional?: boolean;
}

export interface TokenSource {
  audience?: string;
  expirationSeconds?: number;
  path: string;
}

export interface FieldFile {
  path: string;
  fieldRef?: { fieldPath: string };
}

export interface ProjectedSource {
  configMap?: ConfigMapSource;
  secret?: ConfigMapSource;
  serviceAccountToken?: TokenSource;
  downwardAPI?: { items?: readonly FieldFile[] };
}

export interface Volume {
  name: string;
  configMap?: ConfigMapSource;
  secret?: { secretName?: string; items?: readonly KeyToPath[]; optional?: boolean };
  downwardAPI?: { items?: readonly FieldFile[] };
  projected?: { sources?: readonly ProjectedSource[] };
}

export interface PodSpec {
  nodeName?: string;
  schedulerName?: string;
  schedulingGates?: readonly { name: string }[];
  serviceAccountName?: string;
  restartPolicy?: string;
  initContainers?: readonly Container[];
  containers: readonly Container[];
  volumes?: readonly Volume[];
}

export interface Pod extends KubeObject {
  spec: PodSpec;
  status?: PodStatus;
}

export interface PodStatus {
  phase?: string;
  podIP?: string;
  podIPs?: readonly { ip: string }[];
  conditions?: readonly Condition[];
  [field: string]: unknown;
}

export interface PodTemplate {
  metadata?: Partial<Metadata>;
  spec: PodSpec;
}

export interface ReplicaSet extends KubeObject {
  spec: { replicas?: number; selector: LabelSelector; template: PodTemplate; minReadySeconds?: number };
  status?: ReplicaStatus & { fullyLabeledReplicas?: number };
}

export interface Deployment extends KubeObject {
  spec: {
    replicas?: number;
    selector: LabelSelector;
    template: PodTemplate;
    minReadySeconds?: number;
    paused?: boolean;
    revisionHistoryLimit?: number;
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string } };
  };
  status?: ReplicaStatus & { updatedReplicas?: number; unavailableReplicas?: number; conditions?: Condition[] };
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
export interface Job extends KubeObject {
  spec: {
    /** Absent: as many as it takes until one succeeds. */
    completions?: number;
    parallelism?: number;
    completionMode?: string;
    backoffLimit?: number;
    activeDeadlineSeconds?: number;
    ttlSecondsAfterFinished?: number;
    suspend?: boolean;
    /** Names another controller. */
    managedBy?: string;
    template: PodTemplate;
    [field: string]: unknown;
  };
  status?: {
    startTime?: string;
    completionTime?: string;
    active?: number;
    ready?: number;
    succeeded?: number;
    failed?: number;
    terminating?: number;
    /** `0,2-4` */
    completedIndexes?: string;
    conditions?: readonly Condition[];
    [field: string]: unknown;
  };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/ */
export interface PodDisruptionBudget extends KubeObject {
  spec?: { minAvailable?: number | string; maxUnavailable?: number | string; selector?: LabelSelector | null };
  status?: {
    observedGeneration?: number;
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    expectedPods?: number;
    /** Pods that are about to go, and since when. */
    disruptedPods?: Readonly<Record<string, string>>;
    conditions?: readonly Condition[];
  };
}

export interface ReplicaStatus {
  observedGeneration?: number;
  replicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
}

export interface ConfigMap extends KubeObject {
  data?: Readonly<Record<string, string>>;
}

/** Values are base64. */
export interface Secret extends KubeObject {
  data?: Readonly<Record<string, string>>;
}
