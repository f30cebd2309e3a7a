import type { Behaviour } from '../behaviour/types.ts';
import type { Model } from '../model/model.ts';
import type { Route, RouteKindName } from '../model/route.ts';
import type { RouteEntry } from '../model/served.ts';
import type { RefProblem } from '../references/backends.ts';

/** What a route is once all it refers to is resolved, the same for all its parents. */
export interface CompiledRoute {
  /** Every match of every rule, for every hostname, in no particular order. */
  entries: readonly RouteEntry[];
  /** First reference that could not be followed. */
  refProblem?: RefProblem;
  /** Index and reason of the rules that ask for something unsupported. */
  rejected: readonly { index: number; problem: string }[];
  ruleCount: number;
}

/** A kind of route. */
export interface KindOfRoute {
  name: RouteKindName;
  compile(model: Model, route: Route, behaviour: Behaviour): CompiledRoute;
}
