import type { Filter, Route, RouteRule } from '../world/types.ts';
import type { World } from '../world/world.ts';

export interface Placed {
  route: Route;
  rule: RouteRule;
  filter: Filter;
  /** Those of the same list. */
  all: readonly Filter[];
}

/** Every filter of every rule and backend. */
export function* filtersOf(world: World): Iterable<Placed> {
  for (const route of world.routes) {
    for (const rule of route.rules) {
      for (const all of [rule.filters, ...rule.backends.map(({ filters }) => filters)]) {
        for (const filter of all) yield { route, rule, filter, all };
      }
    }
  }
}

export const modifiers: ReadonlySet<string> = new Set(['RequestHeaderModifier', 'ResponseHeaderModifier']);
export const single: ReadonlySet<string> = new Set([...modifiers, 'RequestRedirect', 'URLRewrite', 'CORS']);
