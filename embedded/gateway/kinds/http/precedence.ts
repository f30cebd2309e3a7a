import { type PrecedencePolicy, precedenceCriteria } from '../../behaviour/http.ts';
import { compareHostnames } from '../../listeners/hostnames.ts';
import type { RouteEntry } from '../../model/served.ts';
import { compareText } from '../../routes/order.ts';
import { pathOf } from './matching.ts';

/** Sorts entries by the specification's criteria, each only where all before it tie. */
export function sortEntries(entries: readonly RouteEntry[], policy: PrecedencePolicy): readonly RouteEntry[] {
  return [...entries].sort((a, b) => {
    for (const criterion of precedenceCriteria) {
      const order = policy[criterion](a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule and, for hostnames, #httproutespec */
export const specifiedPrecedence: PrecedencePolicy = {
  hostname: (a, b) => compareHostnames(a.hostname, b.hostname),
  exactPath: (a, b) => Number(isExact(b)) - Number(isExact(a)),
  prefixLength: (a, b) => prefixLength(b) - prefixLength(a),
  method: (a, b) => Number(b.match.method !== undefined) - Number(a.match.method !== undefined),
  headerCount: (a, b) => (b.match.headers?.length ?? 0) - (a.match.headers?.length ?? 0),
  queryCount: (a, b) => (b.match.queryParams?.length ?? 0) - (a.match.queryParams?.length ?? 0),
  age: (a, b) => compareText(a.created, b.created),
  name: (a, b) => compareText(a.route, b.route),
  ruleOrder: (a, b) => a.ruleIndex - b.ruleIndex,
};

function isExact(entry: RouteEntry): boolean {
  return pathOf(entry.match).type === 'Exact';
}

export function prefixLength(entry: RouteEntry): number {
  return isExact(entry) ? 0 : pathOf(entry.match).value.length;
}
