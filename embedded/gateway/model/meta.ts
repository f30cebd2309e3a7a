/** Kubernetes object shapes, as far as the gateway reads them. The API server has validated what is read here. */
export interface Meta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[];
}

export interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: Meta;
}

export interface Condition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  observedGeneration?: number;
  lastTransitionTime: string;
}

/** A condition as it should be; when it last changed is known only once it is merged into the old ones. */
export type DesiredCondition = Omit<Condition, 'lastTransitionTime'>;

/** `namespace/name`, or `name` alone for a cluster-scoped object. */
export function keyOf(object: StoredObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** When it was made, as the API server writes it. */
export function ageOf({ metadata }: StoredObject): string {
  return metadata.creationTimestamp ?? '';
}

export function namespaceOf(object: StoredObject): string {
  return object.metadata.namespace ?? '';
}
