import type { ObjectRef } from './refs.ts';

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

/** A Gateway by its logical name (`shared` for the shared one), or any other parent by reference. */
export type ParentExpectation = (
  | {
      gateway: string;
      /** Label of the Gateway's namespace; default: the scenario's main one (ignored for `shared`). */
      namespace?: string;
    }
  | { parent: ObjectRef }
) & {
  sectionName?: string;
  port?: number;
  conditions: ConditionExpectations;
};

/** What a policy says of one object that it takes effect on (https://gateway-api.sigs.k8s.io/geps/gep-713/). */
export interface AncestorExpectation {
  ancestor: ObjectRef;
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
  | { parents: 'none-accepted' }
  /**
   * The policy's `status.ancestors` entries of this controller must be exactly these; with `others`, there must be one for each, of
   * whichever section where none is named, and there may be more of them.
   */
  | { ancestors: readonly [AncestorExpectation, ...AncestorExpectation[]]; others?: OtherAncestors }
  /** So many ListenerSets are attached to the Gateway; a count of none may be left out. */
  | { attachedListenerSets: number };

/** Entries beside those that are named: of any object, or of sections of the same objects only. */
export type OtherAncestors = 'allowed' | 'sections';

/** What the API server must say of objects. */
export type AdmissionExpectation =
  | 'accepted'
  /** The user may not do that, whatever the object is. */
  | 'forbidden'
  /** `message`: a regular expression that its message must match; `field`: one that it must name, `spec.listeners[0]`. */
  | { refused: { message?: string; field?: string } };
