import type { AncestorExpectation, ParentExpectation } from '../scenario/expectations.ts';

/** What a status is matched against, beside the expectation. */
/** The fields of a parentRef or an ancestorRef that say which object it means. */
export interface ResolvedParent {
  group: string;
  kind: string;
  name: string;
  namespace: string;
}

export interface StatusMatchContext {
  /** Only Route parents of this controller are looked at. */
  controllerName: string;
  /** The object that an expected parent means. */
  resolveParent(expectation: ParentExpectation | AncestorExpectation): ResolvedParent;
}
