import type { Behaviour } from '../behaviour/types.ts';
import { keyOf } from '../model/meta.ts';
import type { Route, RouteRule } from '../model/route.ts';
import type { Entry, RouteEntry } from '../model/served.ts';
import type { RefProblem } from '../references/backends.ts';

/** What a route is once all it refers to is resolved, the same for all its parents. */
export interface CompiledRoute {
  /** Every match of every rule, for every hostname, in no particular order. */
  entries: readonly RouteEntry[];
  /** References that could not be followed. */
  problems: readonly RefProblem[];
  /** Index and reason of the rules that ask for something unsupported. */
  rejected: readonly { index: number; problem: string }[];
  ruleCount: number;
}

/** One rule, as its kind compiles it. */
export interface CompiledPart {
  /** For one hostname; it is repeated for each. */
  entries(base: Entry): readonly RouteEntry[];
  problems: readonly RefProblem[];
  rejected?: string | undefined;
}

/** Compiles a route rule by rule. */
export function compileRules<Rule extends RouteRule>(
  route: Route & { spec: { rules?: Rule[] } },
  { attachment }: Behaviour,
  compile: (rule: Rule, index: number) => CompiledPart,
): CompiledRoute {
  const named = attachment.hostnames(route);
  const hostnames = named.length > 0 ? named : [undefined];
  const base = { route: keyOf(route), created: route.metadata.creationTimestamp ?? '' };
  const parts = attachment.rules(route.spec.rules ?? ([{}] as Rule[])).map(compile);
  return {
    entries: parts.flatMap((part, ruleIndex) =>
      hostnames.flatMap((hostname) =>
        part.entries({ ...base, ruleIndex, ...(hostname === undefined ? {} : { hostname }) }),
      ),
    ),
    problems: parts.flatMap(({ problems }) => problems),
    rejected: parts.flatMap(({ rejected }, index) => (rejected ? [{ index, problem: rejected }] : [])),
    ruleCount: parts.length,
  };
}

/** Keys of the Services that a route leads to, mirrors included. */
export function servicesOf({ entries }: CompiledRoute): ReadonlySet<string> {
  const backends = entries.flatMap(({ rule }) => [
    ...rule.backends,
    ...('filters' in rule ? rule.filters.flatMap(({ backend }) => backend ?? []) : []),
  ]);
  return new Set(backends.flatMap(({ service }) => service ?? []));
}
