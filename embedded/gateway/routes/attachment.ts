import type { EvaluatedGateway, Verdict } from '../listeners/types.ts';
import type { ParentRef } from '../model/route.ts';

/** What became of one parent of a route. */
export interface Attachment {
  parentRef: ParentRef;
  gateway: EvaluatedGateway;
  accepted: Verdict;
  /** Ids of the listeners that the route is attached to; none where it is not accepted. */
  listeners: readonly string[];
  /** Ids of the listeners that the parentRef selects, accepted or not. */
  selected: readonly string[];
}
