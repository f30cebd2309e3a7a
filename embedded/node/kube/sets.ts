import type { KubeObject, LabelSelector, PodTemplate } from './objects.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/ */
export interface StatefulSet extends KubeObject {
  spec: {
    replicas?: number;
    selector: LabelSelector;
    serviceName?: string;
    template: PodTemplate;
    ordinals?: { start?: number };
    podManagementPolicy?: string;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
    revisionHistoryLimit?: number;
    minReadySeconds?: number;
    volumeClaimTemplates?: readonly { metadata: { name: string } }[];
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    currentReplicas?: number;
    updatedReplicas?: number;
    /** Name of the ControllerRevision whose pods are being replaced; that of `updateRevision` once all are. */
    currentRevision?: string;
    updateRevision?: string;
  };
}

export interface NodeTerm {
  matchExpressions?: LabelSelector['matchExpressions'];
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/ */
export interface DaemonSet extends KubeObject {
  spec: {
    selector: LabelSelector;
    template: PodTemplate & {
      spec: {
        nodeSelector?: Readonly<Record<string, string>>;
        affinity?: {
          nodeAffinity?: {
            requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: readonly NodeTerm[] };
          };
        };
      };
    };
    updateStrategy?: {
      type?: string;
      rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string };
    };
    revisionHistoryLimit?: number;
    minReadySeconds?: number;
  };
  status?: {
    observedGeneration?: number;
    desiredNumberScheduled?: number;
    currentNumberScheduled?: number;
    numberReady?: number;
    numberAvailable?: number;
    numberUnavailable?: number;
    updatedNumberScheduled?: number;
    numberMisscheduled?: number;
  };
}

/** A template that a StatefulSet or DaemonSet has or had. */
export interface ControllerRevision extends KubeObject {
  data: { spec: { template: PodTemplate & { $patch?: string } } };
  /** The newest has the highest. */
  revision: number;
}

export interface CronJob extends KubeObject {
  spec: { schedule: string };
}
