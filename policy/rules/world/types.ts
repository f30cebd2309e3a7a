import type { JsonObject } from '../../../apimachinery/types.ts';

/**
 * An object as the rules see it. Fields that have another type than the API gives them are left out when objects are read:
 * the schema tells of them.
 */
export interface WorldObject {
  group: string;
  version: string;
  kind: string;
  /** Empty for kinds of the whole cluster. */
  namespace: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  /** ISO 8601; empty where the object was never created. */
  createdAt: string;
  value: JsonObject;
  /** False where its manifest names no namespace, so that who applies it decides. */
  namespaceIsSure: boolean;
  /** Where it came from in the order of the files; undefined for one that only stands around those that are judged. */
  index: number | undefined;
}

/** A reference with the place of its name, so that a finding can point at it. */
export interface Reference {
  /** Path of the reference in its object. */
  path: string;
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

export interface ParentRef extends Reference {
  sectionName?: string;
  port?: number;
}

export interface BackendRef extends Reference {
  port?: number;
  weight: number;
  filters: readonly Filter[];
}

export interface Hostname {
  path: string;
  value: string;
}

export interface Filter {
  path: string;
  type: string;
  /** What the field of its type says; empty where it is missing. */
  body: JsonObject;
  /** Path of the body. */
  bodyPath: string;
}

export interface ValueMatch {
  path: string;
  type: string;
  name: string;
  value: string;
}

export interface Match {
  path: string;
  /** Of HTTP routes; the API's default is in it. */
  pathType: string;
  pathValue: string;
  method?: string;
  headers: readonly ValueMatch[];
  query: readonly ValueMatch[];
  /** Of gRPC routes. */
  grpc?: { type: string; service?: string; method?: string };
}

export interface RouteRule {
  path: string;
  /** Empty where the rule names none: it takes all requests then. */
  matches: readonly Match[];
  filters: readonly Filter[];
  backends: readonly BackendRef[];
  value: JsonObject;
}

export const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
export type RouteKind = (typeof routeKinds)[number];

export interface Route {
  object: WorldObject;
  kind: RouteKind;
  parents: readonly ParentRef[];
  hostnames: readonly Hostname[];
  rules: readonly RouteRule[];
}

export interface Selector {
  matchLabels: Readonly<Record<string, string>>;
  expressions: readonly { key: string; operator: string; values: readonly string[] }[];
}

export interface Listener {
  path: string;
  /** The Gateway or ListenerSet that it is of. */
  owner: WorldObject;
  name: string;
  hostname?: string;
  port: number;
  protocol: string;
  tls?: { path: string; mode: string; certificates: readonly Reference[] };
  from: string;
  selector?: Selector;
  /** Empty: those that the protocol allows. */
  kinds: readonly { path: string; group: string; kind: string }[];
}

export interface Gateway {
  object: WorldObject;
  className: string;
  listeners: readonly Listener[];
  /** Which namespaces may give it ListenerSets. */
  allowedListeners: { from: string; selector?: Selector };
  /** CA certificates by which clients are verified. */
  clientCas: readonly Reference[];
}

export interface ListenerSet {
  object: WorldObject;
  parent: Reference;
  listeners: readonly Listener[];
}

export interface Grant {
  object: WorldObject;
  from: readonly { path: string; group: string; kind: string; namespace: string }[];
  to: readonly { path: string; group: string; kind: string; name?: string }[];
}

export interface ServicePort {
  path: string;
  name: string;
  port: number;
  protocol: string;
  targetPort?: number | string;
  appProtocol?: string;
}

export interface Service {
  object: WorldObject;
  type: string;
  clusterIp?: string;
  ports: readonly ServicePort[];
}

/** What a BackendTLSPolicy says of the TLS to backends. */
export interface BackendTls {
  object: WorldObject;
  targets: readonly (Reference & { sectionName?: string })[];
  cas: readonly Reference[];
  hostname?: string;
}

/** A policy by GEP-713, of the Gateway API or of an implementation. */
export interface Policy {
  object: WorldObject;
  targets: readonly (Reference & { sectionName?: string })[];
}
