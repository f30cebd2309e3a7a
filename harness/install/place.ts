import { isRecord } from '../common/guards.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';

/** Built-in kinds without a namespace that manifests of controllers hold. */
const clusterScoped: ReadonlySet<string> = new Set([
  'APIService',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'FlowSchema',
  'GatewayClass',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);

/** Objects that name no namespace get this one, unless their kind has none: by the CRDs among them, or built in. */
export function placeObjects(objects: readonly KubeObject[], namespace = 'default'): KubeObject[] {
  const own = new Set(objects.flatMap(readClusterKind));
  return objects.map((object) => {
    const { kind, metadata } = object;
    if (metadata.namespace !== undefined || clusterScoped.has(kind) || own.has(kind)) return object;
    return { ...object, metadata: { ...metadata, namespace } };
  });
}

function readClusterKind({ kind, spec }: KubeObject): string[] {
  if (kind !== 'CustomResourceDefinition' || !isRecord(spec) || spec.scope !== 'Cluster') return [];
  return isRecord(spec.names) && typeof spec.names.kind === 'string' ? [spec.names.kind] : [];
}
