import type { Match, Route, RouteRule } from '../world/types.ts';

export const everything: Match = { path: '', pathType: 'PathPrefix', pathValue: '/', headers: [], query: [] };

/** A match with where it stands; a rule without matches takes everything. */
export interface Placed {
  route: Route;
  rule: RouteRule;
  match: Match;
  path: string;
}

const known = new WeakMap<Route, readonly Placed[]>();

/** Every match of a route. Found once for a route. */
export function placedOf(route: Route): readonly Placed[] {
  const before = known.get(route);
  if (before) return before;
  const found = route.rules.flatMap((rule) =>
    rule.matches.length > 0
      ? rule.matches.map((match) => ({ route, rule, match, path: match.path }))
      : [{ route, rule, match: everything, path: rule.path }],
  );
  known.set(route, found);
  return found;
}

export const named: ReadonlySet<string> = new Set(['HTTPRoute', 'GRPCRoute']);
