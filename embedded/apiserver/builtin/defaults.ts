import { ensureObject, fill, getPath, isObject, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { setBindingDefaults, setPolicyDefaults } from '../admission/defaults.ts';
import { setPodDefaults, setTemplateDefaults } from './poddefaults.ts';

/** An annotation that a real server still keeps of a field that there is no more. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

const DEFAULTS: Readonly<Record<string, (object: KubeObject) => void>> = {
  Namespace: (object) => {
    object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name };
  },
  Pod: (object) => {
    setPodDefaults(ensureObject(object, 'spec'));
    fill(ensureObject(object, 'spec'), { enableServiceLinks: true });
  },
  Service: setServiceDefaults,
  Secret: (object) => {
    fill(object, { type: 'Opaque' });
    if (!isObject(object.stringData)) return;
    const data = ensureObject(object, 'data');
    for (const [key, text] of Object.entries(object.stringData)) {
      data[key] = Buffer.from(String(text)).toString('base64');
    }
    delete object.stringData;
  },
  Deployment: (object) => {
    const spec = setWorkloadDefaults(object, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    const strategy = ensureObject(spec, 'strategy');
    fill(strategy, { type: 'RollingUpdate' });
    if (strategy.type === 'RollingUpdate') {
      fill(ensureObject(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
    }
  },
  ReplicaSet: (object) => void setWorkloadDefaults(object, { replicas: 1 }),
  DaemonSet: (object) => {
    const spec = setWorkloadDefaults(object, { revisionHistoryLimit: 10 });
    setUpdateStrategy(spec, { maxUnavailable: 1, maxSurge: 0 });
    object.metadata.annotations = { [TEMPLATE_GENERATION]: '1', ...object.metadata.annotations };
  },
  StatefulSet: (object) => {
    const kept = { whenDeleted: 'Retain', whenScaled: 'Retain' };
    const rest = { podManagementPolicy: 'OrderedReady', persistentVolumeClaimRetentionPolicy: kept };
    const spec = setWorkloadDefaults(object, { replicas: 1, revisionHistoryLimit: 10, ...rest });
    setUpdateStrategy(spec, { partition: 0 });
    for (const claim of listObjects(spec.volumeClaimTemplates)) {
      fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
      fill(ensureObject(claim, 'spec'), { volumeMode: 'Filesystem' });
      fill(ensureObject(claim, 'status'), { phase: 'Pending' });
    }
  },
  NetworkPolicy: (object) => {
    const spec = ensureObject(object, 'spec');
    fill(spec, { policyTypes: spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'] });
    for (const { ports } of [...listObjects(spec.ingress), ...listObjects(spec.egress)]) {
      for (const port of listObjects(ports)) fill(port, { protocol: 'TCP' });
    }
  },
  StorageClass: (object) => fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  Job: (object) => {
    const spec = ensureObject(object, 'spec');
    // Whoever says only how many work at a time leaves open how many must succeed: a queue of work.
    if (spec.parallelism === undefined) fill(spec, { completions: 1 });
    const counts = { backoffLimit: 6, parallelism: 1, completionMode: 'NonIndexed' };
    const rest = { manualSelector: false, suspend: false, podReplacementPolicy: 'TerminatingOrFailed' };
    setWorkloadDefaults(object, { ...counts, ...rest });
  },
  CronJob: (object) => {
    const spec = ensureObject(object, 'spec');
    fill(spec, {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    setTemplateDefaults(ensureObject(ensureObject(spec, 'jobTemplate'), 'spec'));
  },
  ReplicationController: (object) => {
    const spec = setWorkloadDefaults(object, { replicas: 1 });
    const labels = getPath(spec, 'template', 'metadata', 'labels');
    if (labels !== undefined) fill(spec, { selector: labels });
  },
  PersistentVolume: (object) => {
    fill(ensureObject(object, 'spec'), { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
  },
  PersistentVolumeClaim: (object) => fill(ensureObject(object, 'spec'), { volumeMode: 'Filesystem' }),
  Endpoints: (object) => {
    for (const subset of listObjects(object.subsets)) {
      for (const port of listObjects(subset.ports)) fill(port, { protocol: 'TCP' });
    }
  },
  EndpointSlice: (object) => {
    for (const port of listObjects(object.ports)) fill(port, { name: '', protocol: 'TCP' });
  },
  PriorityClass: (object) => fill(object, { preemptionPolicy: 'PreemptLowerPriority' }),
  HorizontalPodAutoscaler: (object) => {
    const target = { type: 'Utilization', averageUtilization: 80 };
    const metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
    fill(ensureObject(object, 'spec'), { minReplicas: 1, metrics });
  },
  RoleBinding: setSubjectDefaults,
  ClusterRoleBinding: setSubjectDefaults,
  MutatingWebhookConfiguration: setWebhookDefaults,
  ValidatingWebhookConfiguration: setWebhookDefaults,
  CustomResourceDefinition: setCrdDefaults,
  ValidatingAdmissionPolicy: (object) => setPolicyDefaults(object),
  ValidatingAdmissionPolicyBinding: (object) => setBindingDefaults(object),
};

/** Fills the defaults that clients depend on. */
export function setBuiltinDefaults(object: KubeObject): void {
  DEFAULTS[object.kind]?.(object);
}

function setServiceDefaults(object: KubeObject): void {
  const spec = ensureObject(object, 'spec');
  fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  for (const port of listObjects(spec.ports)) setPortDefaults(port);
  if (spec.type !== 'ExternalName') fill(spec, { internalTrafficPolicy: 'Cluster' });
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.sessionAffinity === 'ClientIP')
    fill(spec, { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } });
  if (spec.type !== 'LoadBalancer') return;
  fill(spec, { allocateLoadBalancerNodePorts: true });
  for (const ingress of listObjects(getPath(object, 'status', 'loadBalancer', 'ingress'))) {
    if (ingress.ip) fill(ingress, { ipMode: 'VIP' });
  }
}

function setPortDefaults(port: JsonObject): void {
  // What a typed client leaves out comes as zero.
  if (port.targetPort === 0 || port.targetPort === '') delete port.targetPort;
  fill(port, { protocol: 'TCP', targetPort: port.port });
}

function setWorkloadDefaults(object: KubeObject, defaults: JsonObject): JsonObject {
  const spec = ensureObject(object, 'spec');
  fill(spec, defaults);
  setTemplateDefaults(spec);
  return spec;
}

function setUpdateStrategy(spec: JsonObject, rollingUpdate: JsonObject): void {
  const strategy = ensureObject(spec, 'updateStrategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') fill(ensureObject(strategy, 'rollingUpdate'), rollingUpdate);
}

function setSubjectDefaults(object: KubeObject): void {
  for (const reference of [ensureObject(object, 'roleRef'), ...listObjects(object.subjects)]) {
    if (!reference.apiGroup && reference.kind !== 'ServiceAccount') reference.apiGroup = 'rbac.authorization.k8s.io';
  }
}

function setWebhookDefaults(object: KubeObject): void {
  for (const webhook of listObjects(object.webhooks)) {
    fill(webhook, { failurePolicy: 'Fail', matchPolicy: 'Equivalent', timeoutSeconds: 10 });
    fill(webhook, { namespaceSelector: {}, objectSelector: {} });
  }
}

function setCrdDefaults(object: KubeObject): void {
  const names = ensureObject(ensureObject(object, 'spec'), 'names');
  const kind = typeof names.kind === 'string' ? names.kind : '';
  fill(names, { singular: kind.toLowerCase(), ...(kind && { listKind: `${kind}List` }) });
  fill(ensureObject(object, 'spec'), { conversion: { strategy: 'None' } });
}
