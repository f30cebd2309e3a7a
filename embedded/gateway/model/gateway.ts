import type { Condition, StoredObject } from './meta.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclass */
export interface GatewayClass extends StoredObject {
  spec: { controllerName: string; parametersRef?: { group: string; kind: string; name: string } };
  status?: GatewayClassStatus;
}

export interface GatewayClassStatus {
  conditions?: Condition[];
  /** Plain names in releases before v1.3. */
  supportedFeatures?: { name: string }[] | string[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#gateway */
export interface Gateway extends StoredObject {
  spec: {
    gatewayClassName: string;
    listeners: Listener[];
    addresses?: { type?: string; value?: string }[];
    infrastructure?: { parametersRef?: { group: string; kind: string; name: string } };
    tls?: { frontend?: { default?: { validation?: object }; perPort?: { port: number; tls?: object }[] } };
  };
  status?: GatewayStatus;
}

export interface Listener {
  name: string;
  hostname?: string;
  port: number;
  protocol: string;
  tls?: { mode?: string; certificateRefs?: CertificateRef[] };
  allowedRoutes?: { namespaces?: { from?: string; selector?: LabelSelector }; kinds?: RouteKind[] };
}

export interface CertificateRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
}

export interface RouteKind {
  group?: string;
  kind: string;
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

export interface GatewayStatus {
  addresses?: { type: string; value: string }[];
  conditions?: Condition[];
  listeners?: ListenerStatus[];
}

export interface ListenerStatus {
  name: string;
  supportedKinds?: RouteKind[];
  attachedRoutes: number;
  conditions: Condition[];
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
