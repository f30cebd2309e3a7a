import type { Condition, StoredObject } from './meta.ts';
import type { ObjectRef } from './reference.ts';

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
    addresses?: GatewayAddress[];
    infrastructure?: GatewayInfrastructure;
    allowedListeners?: { namespaces?: NamespaceSelection };
    tls?: { backend?: { clientCertificateRef?: ObjectRef }; frontend?: FrontendTls };
  };
  status?: GatewayStatus;
}

export interface GatewayAddress {
  type?: string;
  value?: string;
}

export interface GatewayInfrastructure {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  parametersRef?: { group: string; kind: string; name: string };
}

/** Of a Gateway or ListenerSet. */
export interface Listener {
  name: string;
  hostname?: string;
  port: number;
  protocol: string;
  tls?: { mode?: string; certificateRefs?: ObjectRef[] };
  allowedRoutes?: { namespaces?: NamespaceSelection; kinds?: RouteKind[] };
}

/** Who of which namespaces may attach. */
export interface NamespaceSelection {
  from?: string;
  selector?: LabelSelector;
}

/** How clients of a Gateway are to show who they are. */
export interface FrontendTls {
  default?: { validation?: ClientValidation };
  perPort?: { port: number; tls?: { validation?: ClientValidation } }[];
}

export interface ClientValidation {
  caCertificateRefs: ObjectRef[];
  mode?: string;
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
  attachedListenerSets?: number;
}

export interface ListenerStatus {
  name: string;
  supportedKinds?: RouteKind[];
  attachedRoutes: number;
  conditions: Condition[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#listenerset */
export interface ListenerSet extends StoredObject {
  spec: {
    parentRef: { group?: string; kind?: string; name: string; namespace?: string };
    listeners: Listener[];
  };
  status?: { conditions?: Condition[]; listeners?: ListenerStatus[] };
}
