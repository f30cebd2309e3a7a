import type { Condition, DesiredCondition, StoredObject } from './meta.ts';

export const routeKindNames = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
export type RouteKindName = (typeof routeKindNames)[number];

/** What all kinds of routes have in common. https://gateway-api.sigs.k8s.io/reference/spec/#commonroutespec */
export interface Route extends StoredObject {
  spec: { parentRefs?: ParentRef[]; hostnames?: string[] };
  status?: { parents?: ParentStatus[] };
}

export interface ParentRef {
  group?: string;
  kind?: string;
  namespace?: string;
  name: string;
  sectionName?: string;
  port?: number;
}

export interface ParentStatus {
  parentRef: ParentRef;
  controllerName: string;
  conditions: Condition[];
}

/** An entry of the status as it should be. */
export interface DesiredParent {
  parentRef: ParentRef;
  conditions: readonly DesiredCondition[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#backendref */
export interface BackendRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  port?: number;
  weight?: number;
}

/** What the rules of all kinds have in common. */
export interface RouteRule {
  name?: string;
  backendRefs?: BackendRef[];
}

export interface NamedMatch {
  type?: string;
  name: string;
  value: string;
}

export interface HeaderModifier {
  set?: { name: string; value: string }[];
  add?: { name: string; value: string }[];
  remove?: string[];
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter */
export interface MirrorFilter {
  backendRef: BackendRef;
  percent?: number;
  fraction?: { numerator: number; denominator?: number };
}
