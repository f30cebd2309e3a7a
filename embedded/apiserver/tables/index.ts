import type { Resource } from '../resources/types.ts';
import {
  configMapPrinter,
  eventPrinter,
  leasePrinter,
  namespacePrinter,
  nodePrinter,
  priorityClassPrinter,
  secretPrinter,
  serviceAccountPrinter,
} from './core.ts';
import { cronJobPrinter, quotaPrinter, volumeClaimPrinter, volumePrinter } from './kept.ts';
import {
  endpointSlicePrinter,
  endpointsPrinter,
  ingressClassPrinter,
  ingressPrinter,
  networkPolicyPrinter,
  servicePrinter,
} from './networking.ts';
import { podPrinter } from './pods.ts';
import {
  admissionBindingPrinter,
  admissionPolicyPrinter,
  autoscalerPrinter,
  disruptionBudgetPrinter,
  roleBindingPrinter,
  storageClassPrinter,
  webhookPrinter,
} from './policies.ts';
import { makeColumns, type Printer } from './types.ts';
import {
  controllerPrinter,
  daemonSetPrinter,
  deploymentPrinter,
  jobPrinter,
  replicaSetPrinter,
  revisionPrinter,
  scalePrinter,
  statefulSetPrinter,
} from './workloads.ts';

/** For kinds that a real server says nothing particular of. */
const DEFAULT: Printer = {
  columns: makeColumns('Name', { name: 'Created At', type: 'date' }),
  printCells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? null],
};

const PRINTERS: Readonly<Record<string, Printer>> = {
  ConfigMap: configMapPrinter,
  ControllerRevision: revisionPrinter,
  CronJob: cronJobPrinter,
  ClusterRoleBinding: roleBindingPrinter,
  DaemonSet: daemonSetPrinter,
  Deployment: deploymentPrinter,
  EndpointSlice: endpointSlicePrinter,
  Endpoints: endpointsPrinter,
  Event: eventPrinter,
  HorizontalPodAutoscaler: autoscalerPrinter,
  Ingress: ingressPrinter,
  IngressClass: ingressClassPrinter,
  Job: jobPrinter,
  Lease: leasePrinter,
  MutatingWebhookConfiguration: webhookPrinter,
  Namespace: namespacePrinter,
  NetworkPolicy: networkPolicyPrinter,
  Node: nodePrinter,
  PersistentVolume: volumePrinter,
  PersistentVolumeClaim: volumeClaimPrinter,
  Pod: podPrinter,
  PodDisruptionBudget: disruptionBudgetPrinter,
  PriorityClass: priorityClassPrinter,
  ReplicaSet: replicaSetPrinter,
  ReplicationController: controllerPrinter,
  ResourceQuota: quotaPrinter,
  RoleBinding: roleBindingPrinter,
  Scale: scalePrinter,
  Secret: secretPrinter,
  Service: servicePrinter,
  ServiceAccount: serviceAccountPrinter,
  StatefulSet: statefulSetPrinter,
  StorageClass: storageClassPrinter,
  ValidatingAdmissionPolicy: admissionPolicyPrinter,
  ValidatingAdmissionPolicyBinding: admissionBindingPrinter,
  ValidatingWebhookConfiguration: webhookPrinter,
};

export function findPrinter({ kind, custom, printer }: Resource): Printer {
  return printer ?? (custom ? DEFAULT : (PRINTERS[kind] ?? DEFAULT));
}
