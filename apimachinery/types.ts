export type JsonObject = { [field: string]: unknown };

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
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: ManagedFieldsEntry[];
  [field: string]: unknown;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: JsonObject;
  subresource?: string;
}

/** Any Kubernetes object. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** An OpenAPI v3 structural schema as CRDs carry it; only what the server reads is named. */
export interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  required?: string[];
  nullable?: boolean;
  default?: unknown;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  [keyword: string]: unknown;
}

export interface CustomResourceVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  schema?: { openAPIV3Schema?: object };
  subresources?: { status?: object; scale?: object };
  selectableFields?: readonly { jsonPath: string }[];
  additionalPrinterColumns?: readonly {
    name: string;
    type: string;
    jsonPath: string;
    format?: string;
    description?: string;
    priority?: number;
  }[];
}

/** https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/ */
export interface CustomResourceDefinition {
  apiVersion: string;
  kind: string;
  metadata: Pick<ObjectMeta, 'name' | 'labels' | 'annotations'>;
  spec: {
    group: string;
    scope: string;
    names: {
      kind: string;
      plural: string;
      singular?: string;
      listKind?: string;
      shortNames?: readonly string[];
      categories?: readonly string[];
    };
    versions: readonly CustomResourceVersion[];
  };
  status?: unknown;
}

/** One broken field, as a Status lists it under details.causes. */
export interface FieldError {
  /** `FieldValueInvalid`, `FieldValueRequired`, … */
  reason: string;
  /** `spec.rules[0].matches[0].path.type` */
  field: string;
  /** Without the field: `Required value`. */
  message: string;
}

/** What a validator can go by, and add to. */
export interface ValidationContext {
  /** What those before it found. */
  errors: readonly FieldError[];
  /** Texts of Warning headers. */
  warnings: string[];
  /** `status` where only that is written. */
  subresource?: string;
}

/** Judges an object beyond its OpenAPI schema; `old` is the stored object on update. */
export type ObjectValidator = (
  object: KubeObject,
  old: KubeObject | undefined,
  context: ValidationContext,
) => FieldError[];

/** Asked once for each served version of a CRD; the validator it gives runs after the schema's. */
export type ValidatorSource = (crd: CustomResourceDefinition, version: string) => ObjectValidator | undefined;
