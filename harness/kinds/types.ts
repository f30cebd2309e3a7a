import type { KindName } from '../scenario/kubernetes.ts';

/**
 * When an object is made: in this order, since each may need what comes before it, and it is withdrawn in the reverse
 * order. Within a stage the order is free, save for Gateways and routes, whose age decides where they conflict.
 */
export const STAGES = ['namespace', 'definition', 'referent', 'gateway', 'listeners', 'route'] as const;

export type Stage = (typeof STAGES)[number];

/** A part of a status that holds conditions: the list itself, or entries that each have such a list. */
export type ConditionPlace = 'conditions' | 'listeners' | 'parents' | 'ancestors';

/** A field by which an object refers to others. */
export interface ReferenceField {
  /** From the object's root; `[]` stands for every item of a list. */
  path: string;
  /** Group and kind where the reference names none; a reference that must name them has no default. */
  group?: string;
  kind?: string;
  /** The field is the name itself, of an object without a namespace or in the same one. */
  bare?: true;
}

/** What the harness must know of a kind. Versions are not among it: the server tells which ones it serves. */
export interface Kind extends KindName {
  clusterScoped: boolean;
  stage: Stage;
  /** Where its status has conditions, in order; empty where it has none. */
  conditions: readonly ConditionPlace[];
  refs: readonly ReferenceField[];
  /** Traffic rules, which attach to parents. */
  route: boolean;
  /** What a controller of the Gateway API programs its data plane from: withdrawn as soon as it is no longer tested. */
  served: boolean;
  /** Tells why traffic went where it went: taken into the evidence of a failure. */
  evidence: boolean;
  /** Of the kinds that every release of the Gateway API has: the name of their CRD begins with it. */
  plural?: string;
}
