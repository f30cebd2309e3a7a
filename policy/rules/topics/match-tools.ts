import type { Match, Route, RouteRule } from '../world/types.ts';

export const everything: Match = { path: '', pathType: 'PathPrefix', pathValue: '/', headers: [], query: [] };

/** A match with where it stands; a rule without matches takes everything. */
export interface Placed {
  route: Route;
  rule: RouteRule;
  match: Match;
  path: string;
}

export function placedOf(route: Route): Placed[] {
  return route.rules.flatMap((rule) =>
    rule.matches.length > 0
      ? rule.matches.map((match) => ({ route, rule, match, path: match.path }))
      : [{ route, rule, match: everything, path: rule.path }],
  );
}

export const named: ReadonlySet<string> = new Set(['HTTPRoute', 'GRPCRoute']);
