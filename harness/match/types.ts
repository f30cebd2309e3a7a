import type { ParentExpectation } from '../scenario/expectations.ts';

/** What a status is matched against, beside the expectation. */
export interface StatusMatchContext {
  /** Only Route parents of this controller are looked at. */
  controllerName: string;
  /** The object that an expected parent means. */
  resolveParent(expectation: ParentExpectation): { name: string; namespace: string };
}
