/** What a status must say. Strings are shorthand for the condition's status alone. */
export type ConditionExpectation =
  | 'True'
  | 'False'
  | { status: 'True' | 'False'; reason?: string | readonly string[] }
  /** The condition may be missing; where it is present it must have this status. */
  | { absentOr: 'True' | 'False' };

export type ConditionExpectations = Readonly<Record<string, ConditionExpectation>>;

export interface ListenerExpectation {
  conditions?: ConditionExpectations;
  attachedRoutes?: number;
  /** Exact set of kinds, in any order. */
  supportedKinds?: readonly string[];
  /** Kinds that must be among the supported ones, for a listener that does not say which it allows. */
  supportsAtLeast?: readonly string[];
}

export interface ParentExpectation {
  /** Logical name of the Gateway, or `shared` for the shared one. */
  gateway: string;
  /** Label of the Gateway's namespace; default: the scenario's main one (ignored for `shared`). */
  namespace?: string;
  sectionName?: string;
  port?: number;
  conditions: ConditionExpectations;
}

/**
 * One of these must be given (an empty expectation is a type error). Every condition asserted must also carry
 * `observedGeneration` equal to the object's `metadata.generation`, a reason and a lastTransitionTime.
 */
export type StatusExpectation =
  /** Conditions of `status.conditions` (GatewayClass, Gateway), or of every parent in a Route's `spec.parentRefs`. */
  | { conditions: ConditionExpectations; listeners?: Readonly<Record<string, ListenerExpectation>> }
  | { listeners: Readonly<Record<string, ListenerExpectation>> }
  /** The Route's `status.parents` entries of this controller must be exactly these. */
  | { parents: readonly [ParentExpectation, ...ParentExpectation[]] }
  /** The Route must have no accepted parent: no entry at all, or entries with Accepted False (spec allows both). */
  | { parents: 'none-accepted' };

/** What the backend must have received, from its echo. `null` for a header means: must be absent. */
export interface BackendSaw {
  method?: string;
  host?: string;
  path?: string;
  /** Header names without regard to case; several values in the order sent, or joined by a comma. */
  headers?: Readonly<Record<string, string | readonly string[] | null>>;
}

export interface ResponseExpectation {
  headers?: Readonly<Record<string, string | null>>;
}

/** Where a redirect must lead. Every part given is compared; `scheme`, `host` and `port` with the defaults of the URL. */
export interface RedirectExpectation {
  status: number;
  scheme?: string;
  host?: string;
  /** Effective port of the Location. */
  port?: number;
  path?: string;
}

export type HttpExpectation =
  /** Answered with `status` (default 200) by a pod of this backend, in the backend's namespace. */
  | { backend: string; status?: number; saw?: BackendSaw; response?: ResponseExpectation }
  /** Answered by any of these backends. */
  | { oneOf: readonly [string, ...string[]]; status?: number }
  /** Answered with one of these codes, not by a backend. */
  | { status: number | readonly [number, ...number[]]; response?: ResponseExpectation }
  | { redirect: RedirectExpectation }
  /**
   * `refused`: no usable HTTP answer, since the connection was refused or reset or the TLS handshake failed.
   * `unserved`: that, or an error (4xx, 5xx) of the Gateway itself with whatever certificate: the port may serve others.
   */
  | { connection: 'refused' | 'unserved' };
