import type { Filter, Route, RouteRule } from '../world/types.ts';
import type { World } from '../world/world.ts';

export interface Placed {
  route: Route;
  rule: RouteRule;
  filter: Filter;
  /** Those of the same list. */
  all: readonly Filter[];
}

const known = new WeakMap<World, readonly Placed[]>();

/** Every filter of every rule and backend. Found once for a world. */
export function filtersOf(world: World): readonly Placed[] {
  const before = known.get(world);
  if (before) return before;
  const found: Placed[] = [];
  for (const route of world.routes) {
    for (const rule of route.rules) {
      for (const filter of rule.filters) found.push({ route, rule, filter, all: rule.filters });
      for (const { filters: all } of rule.backends) {
        for (const filter of all) found.push({ route, rule, filter, all });
      }
    }
  }
  known.set(world, found);
  return found;
}

export const modifiers: ReadonlySet<string> = new Set(['RequestHeaderModifier', 'ResponseHeaderModifier']);
export const single: ReadonlySet<string> = new Set([...modifiers, 'RequestRedirect', 'URLRewrite', 'CORS']);
