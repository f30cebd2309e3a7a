import type { AnyCandidate, Candidate } from './candidates.ts';
import type { Miss } from './http/match.ts';
import type { ListenerView } from './listeners/evaluate.ts';

export type Criterion =
  | 'more specific hostname'
  | 'exact path'
  | 'longer prefix'
  | 'longer service'
  | 'longer method'
  | 'method'
  | 'more headers'
  | 'more query parameters'
  | 'older route'
  | 'first by name'
  | 'first rule'
  | 'first match';

export interface Loser<C extends AnyCandidate = Candidate> {
  candidate: C;
  /** `hostname` and the parts of a match: it does not match. Else the criterion by which another one goes first. */
  because: 'hostname' | Miss | Criterion;
}

export interface Choice<C extends AnyCandidate = Candidate> {
  /** Listeners that the request may be for. */
  listeners: readonly ListenerView[];
  winner?: C;
  losers: readonly Loser<C>[];
  /** A rule that only the implementation can judge might take the request. */
  undecided: boolean;
}

/** What decides between two that take the same request: criteria in their order, negative where the first goes first. */
export function compareBy(criteria: readonly (readonly [Criterion, () => number])[]): Comparison {
  for (const [criterion, compare] of criteria) {
    const order = compare();
    if (order !== 0) return { order, criterion };
  }
  return { order: 0, criterion: 'first match' };
}

export interface Comparison {
  order: number;
  criterion: Criterion;
}

/** The first of those that take a request, and by what it goes before each of the others. */
export function pickFirst<C extends AnyCandidate>(
  matching: readonly C[],
  compare: (a: C, b: C) => Comparison,
): { winner?: C; losers: readonly Loser<C>[] } {
  const [winner, ...rest] = [...matching].sort((a, b) => compare(a, b).order);
  if (!winner) return { losers: [] };
  return { winner, losers: rest.map((candidate) => ({ candidate, because: compare(winner, candidate).criterion })) };
}
