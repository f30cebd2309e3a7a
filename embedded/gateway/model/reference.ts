import type { StoredObject } from './meta.ts';

/** A reference to an object, with the API's defaults left out. */
export interface ObjectRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant */
export interface ReferenceGrant extends StoredObject {
  spec: { from: GrantFrom[]; to: GrantTo[] };
}

export interface GrantFrom {
  group: string;
  kind: string;
  namespace: string;
}

export interface GrantTo {
  group: string;
  kind: string;
  name?: string;
}
