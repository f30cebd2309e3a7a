import type { ObjectMeta } from '../../scenario/kubernetes.ts';

/** A CustomResourceDefinition; nothing here looks into it. */
export interface CrdObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

/** The Gateway API's CRDs of one release. */
export interface CrdSet {
  crds: readonly CrdObject[];
  /** `v1.7.0`. */
  version: string;
  /** `standard` or `experimental`. */
  channel: string;
  /** Where they came from, one phrase. */
  source: string;
}
