/** Shapes of Kubernetes objects, as far as the harness reads them. */

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
}

/** Any Kubernetes object. Kind-specific shapes extend it; `spec` and `status` are narrowed where they are read. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: unknown;
  status?: unknown;
  [field: string]: unknown;
}

/** A condition as every Gateway API status carries it (metav1.Condition). */
export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  observedGeneration?: number;
  lastTransitionTime: string;
}

/** A kind of objects, whatever its version: all versions are views of the same objects. `group` is empty for the core. */
export interface KindName {
  group: string;
  kind: string;
}

/** Identifies one object on the API server. `namespace` is empty for a cluster-scoped object. */
export interface ObjectKey extends KindName {
  namespace: string;
  name: string;
}
