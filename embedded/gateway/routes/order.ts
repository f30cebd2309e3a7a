import type { PrecedencePolicy } from '../behaviour/routes.ts';
import type { Entry } from '../model/served.ts';

/** By code point, so that the order is the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorts entries by the criteria named, each only where all before it tie. */
export function sortBy<Criterion extends string, Sorted extends Entry>(
  entries: readonly Sorted[],
  criteria: readonly Criterion[],
  policy: PrecedencePolicy<Criterion, Sorted>,
): readonly Sorted[] {
  return [...entries].sort((a, b) => compareBy(a, b, criteria, policy));
}

export function compareBy<Criterion extends string, Sorted extends Entry>(
  a: Sorted,
  b: Sorted,
  criteria: readonly Criterion[],
  policy: PrecedencePolicy<Criterion, Sorted>,
): number {
  for (const criterion of criteria) {
    const order = policy[criterion](a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** What settles ties between all kinds of routes. https://gateway-api.sigs.k8s.io/reference/spec/#listener */
export const commonOrder = {
  age: (a: Entry, b: Entry) => compareText(a.created, b.created),
  name: (a: Entry, b: Entry) => compareText(a.route, b.route),
  ruleOrder: (a: Entry, b: Entry) => a.ruleIndex - b.ruleIndex,
};
