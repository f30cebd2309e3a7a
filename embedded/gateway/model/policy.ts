import type { Condition, StoredObject } from './meta.ts';
import type { ObjectRef } from './reference.ts';
import type { ParentRef } from './route.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicy */
export interface BackendTlsPolicy extends StoredObject {
  spec: {
    targetRefs: { group: string; kind: string; name: string; sectionName?: string }[];
    validation: BackendValidation;
  };
  status?: { ancestors?: AncestorStatus[] };
}

export interface BackendValidation {
  caCertificateRefs?: ObjectRef[];
  wellKnownCACertificates?: string;
  hostname: string;
  subjectAltNames?: SubjectAltName[];
}

export interface SubjectAltName {
  type: string;
  hostname?: string;
  uri?: string;
}

export interface AncestorStatus {
  ancestorRef: ParentRef;
  controllerName: string;
  conditions: Condition[];
}
