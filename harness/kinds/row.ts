import type { Kind } from './types.ts';

type Facts = Partial<Omit<Kind, 'group' | 'kind'>>;

/** A row of the table: what is not said is what most kinds are. */
export function row<Name extends string>(group: string, kind: Name, facts: Facts = {}): Kind & { kind: Name } {
  return {
    group,
    kind,
    clusterScoped: false,
    stage: 'referent',
    conditions: [],
    refs: [],
    route: false,
    served: false,
    evidence: false,
    ...facts,
  };
}

/** Rows of one group that have nothing else to tell. */
export function rows<const Names extends readonly string[]>(
  group: string,
  names: Names,
  facts: Facts = {},
): Record<Names[number], Kind> {
  const named = names.map((kind): [string, Kind] => [kind, row(group, kind, facts)]);
  return Object.fromEntries(named) as Record<Names[number], Kind>;
}
