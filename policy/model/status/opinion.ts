import type { ClauseId } from '../clauses.ts';
import type { ParentReference } from '../objects.ts';

export type ConditionStatus = 'True' | 'False' | 'Unknown';

/** What one condition may say. */
export interface ConditionOpinion {
  type: string;
  allowed: readonly {
    status: ConditionStatus;
    /** Any reason where absent. */
    reasons?: readonly string[];
  }[];
  /** It may be missing. */
  optional?: boolean;
  clause: ClauseId;
  /** Why, for people: which object or field decides. */
  why?: string;
}

export interface ListenerOpinion {
  name: string;
  conditions: readonly ConditionOpinion[];
  /** Undefined: not said. */
  attachedRoutes?: { least: number; most: number; routes: readonly string[] };
  /** Kinds of `gateway.networking.k8s.io` that must be told, and those that may be told, too. */
  kinds?: { must: readonly string[]; may: readonly string[] };
}

export interface ParentOpinion {
  parent: ParentReference;
  /** There may be no entry for it. */
  optional: boolean;
  conditions: readonly ConditionOpinion[];
}

/** What the status of one object may say. */
export type StatusOpinion =
  | { kind: 'GatewayClass' | 'ListenerSet'; name: string; namespace: string; conditions: readonly ConditionOpinion[] }
  | {
      kind: 'Gateway' | 'ListenerSet';
      name: string;
      namespace: string;
      conditions: readonly ConditionOpinion[];
      listeners: readonly ListenerOpinion[];
      /** Undefined: not said. */
      attachedListenerSets?: { least: number; most: number };
    }
  /** One entry for each Gateway that is concerned; others are not judged. */
  | { kind: 'BackendTLSPolicy'; name: string; namespace: string; ancestors: readonly ParentOpinion[] }
  | { kind: string; name: string; namespace: string; parents: readonly ParentOpinion[] };

/** A condition that is True, with one of these reasons. */
export function isTrue(type: string, clause: ClauseId, reasons: readonly string[] = [type]): ConditionOpinion {
  return { type, allowed: [{ status: 'True', reasons }], clause };
}

export function isFalse(
  type: string,
  clause: ClauseId,
  reasons: readonly string[] | undefined,
  why?: string,
): ConditionOpinion {
  return { type, allowed: [{ status: 'False', reasons }], clause, why };
}

/** A condition of negative polarity that says that all is well: it is absent, or False. */
export function isNotSet(type: string, clause: ClauseId): ConditionOpinion {
  return { type, allowed: [{ status: 'False' }], optional: true, clause };
}

export function isAnything(type: string, clause: ClauseId): ConditionOpinion {
  return {
    type,
    allowed: (['True', 'False', 'Unknown'] as const).map((status) => ({ status })),
    optional: true,
    clause,
  };
}
