import type { HttpMatch } from '../../model/objects.ts';

/** A path that a side speaks of. */
export interface PathFact {
  text: string;
  kind: 'text' | 'expression';
}

/** A header or a query parameter that a side looks at, with values around its boundary. */
export interface ValueFact {
  name: string;
  values: readonly string[];
}

/** All that requests for a host can differ in. */
export interface HostFacts {
  /** Undefined: every host. */
  host?: string;
  paths: readonly PathFact[];
  headers: readonly ValueFact[];
  query: readonly ValueFact[];
  methods: readonly string[];
}

export type MatchFacts = Pick<HttpMatch, 'path' | 'headers' | 'query' | 'method'>;
