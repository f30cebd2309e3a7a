import type { StructuralSchema } from './reflect.ts';

export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  priority?: number;
}

export interface CrdVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  schema: { openAPIV3Schema: StructuralSchema };
  subresources?: { status?: object; scale?: object };
  additionalPrinterColumns?: readonly PrinterColumn[];
}

/** An apiextensions.k8s.io/v1 CustomResourceDefinition, as far as it is written here. */
export interface CustomResourceDefinition {
  apiVersion: 'apiextensions.k8s.io/v1';
  kind: 'CustomResourceDefinition';
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    group: string;
    scope: 'Namespaced' | 'Cluster';
    names: {
      kind: string;
      listKind: string;
      plural: string;
      singular: string;
      shortNames?: readonly string[];
      categories?: readonly string[];
    };
    versions: readonly CrdVersion[];
  };
}

/** A release of the Gateway API's CRDs. */
export interface CrdRelease {
  /** `v1.7.0`. */
  version: string;
  /** `standard` or `experimental`. */
  channel: string;
}

/** The Gateway API's CRDs and where they came from. */
export interface GatewayApiCrds extends CrdRelease {
  crds: CustomResourceDefinition[];
  /** One phrase that tells where they came from and what they lack. */
  source: string;
}
