import { row, rows } from './row.ts';
import type { Kind } from './types.ts';

const WORKLOADS = { conditions: ['conditions'] } as const;
const ADMISSION = [
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
] as const;
const CLUSTER = { clusterScoped: true } as const;

const toService = { group: '', kind: 'Service', bare: true } as const;
const toClass = { group: 'networking.k8s.io', kind: 'IngressClass', bare: true } as const;

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
const INGRESS_REFS = [
  { path: 'spec.ingressClassName', ...toClass },
  { path: 'spec.defaultBackend.service.name', ...toService },
  { path: 'spec.defaultBackend.resource' },
  { path: 'spec.rules[].http.paths[].backend.service.name', ...toService },
  { path: 'spec.rules[].http.paths[].backend.resource' },
  { path: 'spec.tls[].secretName', group: '', kind: 'Secret', bare: true },
] as const;

/** Kinds of Kubernetes itself: those that the harness reads or writes, and those without a namespace that charts have. */
export const coreKinds = {
  Namespace: row('', 'Namespace', { clusterScoped: true, stage: 'namespace', conditions: ['conditions'] }),
  CustomResourceDefinition: row('apiextensions.k8s.io', 'CustomResourceDefinition', {
    clusterScoped: true,
    stage: 'definition',
    conditions: ['conditions'],
  }),
  Service: row('', 'Service', { conditions: ['conditions'], evidence: true }),
  EndpointSlice: row('discovery.k8s.io', 'EndpointSlice', {
    refs: [{ path: 'metadata.labels.kubernetes.io/service-name', group: '', kind: 'Service', bare: true }],
    evidence: true,
  }),
  Secret: row('', 'Secret', { evidence: true }),
  // Clusters put some into every namespace; those of a scenario are in its evidence by their names.
  ConfigMap: row('', 'ConfigMap'),
  Pod: row('', 'Pod', {
    conditions: ['conditions'],
    refs: [{ path: 'spec.serviceAccountName', group: '', kind: 'ServiceAccount', bare: true }],
    evidence: true,
  }),
  ServiceAccount: row('', 'ServiceAccount'),
  Event: row('', 'Event'),
  Node: row('', 'Node', { ...CLUSTER, conditions: ['conditions'] }),
  PersistentVolume: row('', 'PersistentVolume', CLUSTER),
  ...rows('apps', ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'], WORKLOADS),
  ...rows('admissionregistration.k8s.io', ADMISSION, CLUSTER),
  ...rows('rbac.authorization.k8s.io', ['ClusterRole', 'ClusterRoleBinding'], CLUSTER),
  ...rows('apiregistration.k8s.io', ['APIService'], CLUSTER),
  ...rows('certificates.k8s.io', ['CertificateSigningRequest', 'ClusterTrustBundle'], CLUSTER),
  ...rows('flowcontrol.apiserver.k8s.io', ['FlowSchema'], CLUSTER),
  ...rows('networking.k8s.io', ['IngressClass'], CLUSTER),
  // It has its listeners in itself, and no conditions.
  Ingress: row('networking.k8s.io', 'Ingress', {
    stage: 'listeners',
    refs: INGRESS_REFS,
    served: true,
    evidence: true,
  }),
  ...rows('node.k8s.io', ['RuntimeClass'], CLUSTER),
  ...rows('scheduling.k8s.io', ['PriorityClass'], CLUSTER),
  ...rows('storage.k8s.io', ['StorageClass'], CLUSTER),
} satisfies Record<string, Kind>;
