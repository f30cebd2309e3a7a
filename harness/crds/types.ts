import type { KubeObject } from '../scenario/kubernetes.ts';

/** The Gateway API's CRDs of one release. */
export interface CrdSet {
  crds: readonly KubeObject[];
  /** `v1.7.0`. */
  version: string;
  /** `standard` or `experimental`. */
  channel: string;
  /** Where they came from, one phrase. */
  source: string;
}
