import type { Behaviour } from '../behaviour/types.ts';
import { keyOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { HttpRoute, HttpRouteRule } from '../model/route.ts';
import { type RefProblem, resolveBackend } from '../references/backends.ts';
import type { CompiledRule, RouteEntry } from '../routing/types.ts';
import { findUnsupported } from './validate.ts';

export interface CompiledRoute {
  /** Every match of every rule, for every hostname, in no particular order. */
  entries: readonly RouteEntry[];
  /** First reference that could not be followed. */
  refProblem?: RefProblem;
  /** Index and reason of the rules that ask for something unsupported. */
  rejected: readonly { index: number; problem: string }[];
  ruleCount: number;
}

/** Resolves what a route refers to, once for all its parents. */
export function compileRoute(model: Model, route: HttpRoute, behaviour: Behaviour): CompiledRoute {
  const rules = behaviour.attachment.rules(route.spec.rules ?? [{}]);
  const compiled = rules.map((rule, index) => compileRule(model, route, rule, index, behaviour));
  const hostnames = route.spec.hostnames?.length ? route.spec.hostnames : [undefined];
  const entries = compiled.flatMap(({ rule, matches }, ruleIndex) =>
    matches.flatMap((match) =>
      hostnames.map((hostname) => ({
        route: keyOf(route),
        created: route.metadata.creationTimestamp ?? '',
        ruleIndex,
        hostname,
        match,
        rule,
      })),
    ),
  );
  const refProblem = compiled.flatMap(({ problems }) => problems)[0];
  const rejected = compiled.flatMap(({ rule }, index) => (rule.rejected ? [{ index, problem: rule.rejected }] : []));
  return { entries, ...(refProblem ? { refProblem } : {}), rejected, ruleCount: rules.length };
}

function compileRule(model: Model, route: HttpRoute, source: HttpRouteRule, index: number, behaviour: Behaviour) {
  const backends = (source.backendRefs ?? []).map((ref) => resolveBackend(model, route, ref, behaviour));
  const rejected = findUnsupported(source);
  const rule: CompiledRule = {
    id: `${keyOf(route)}#${index}`,
    filters: source.filters ?? [],
    backends: backends.map(({ backend }) => backend),
    ...(rejected ? { rejected } : {}),
  };
  const problems = backends.flatMap(({ problem }) => (problem ? [problem] : []));
  return { rule, matches: source.matches?.length ? source.matches : [{}], problems };
}
