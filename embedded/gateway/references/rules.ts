import type { RouteFilter } from '../model/http-route.ts';
import { keyOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { BackendRef, Route } from '../model/route.ts';
import type { CompiledFilter, HttpBackend, StreamRule } from '../model/served.ts';
import { type ReferencePolicies, type RefProblem, resolveBackend } from './backends.ts';

/** What a rule refers to, and what of it could not be resolved. */
export interface ResolvedRule<Rule> {
  rule: Rule;
  problems: readonly RefProblem[];
}

interface RequestRule {
  filters?: readonly RouteFilter[];
  backendRefs?: readonly (BackendRef & { filters?: RouteFilter[] })[];
}

/** Resolves a rule of an HTTPRoute or GRPCRoute. */
export function resolveRequestRule(
  model: Model,
  route: Route,
  { filters = [], backendRefs = [] }: RequestRule,
  index: number,
  policies: ReferencePolicies,
): ResolvedRule<{ id: string; filters: readonly CompiledFilter[]; backends: readonly HttpBackend[] }> {
  const problems: RefProblem[] = [];
  const resolveFilters = (list: readonly RouteFilter[]) =>
    list.map((filter): CompiledFilter => {
      if (!filter.requestMirror) return filter;
      const { backend, problem } = resolveBackend(model, route, filter.requestMirror.backendRef, policies);
      if (problem) problems.push(problem);
      return { ...filter, backend };
    });
  const backends = backendRefs.map((ref) => {
    const { backend, problem } = resolveBackend(model, route, ref, policies);
    if (problem) problems.push(problem);
    return { ...backend, filters: resolveFilters(ref.filters ?? []) };
  });
  return { rule: { id: idOf(route, index), filters: resolveFilters(filters), backends }, problems };
}

/** Resolves a rule of a TLSRoute, TCPRoute or UDPRoute. */
export function resolveStreamRule(
  model: Model,
  route: Route,
  backendRefs: readonly BackendRef[],
  index: number,
  policies: ReferencePolicies,
): ResolvedRule<StreamRule> {
  const resolved = backendRefs.map((ref) => resolveBackend(model, route, ref, policies));
  return {
    rule: { id: idOf(route, index), backends: resolved.map(({ backend }) => backend) },
    problems: resolved.flatMap(({ problem }) => problem ?? []),
  };
}

function idOf(route: Route, index: number): string {
  return `${route.kind} ${keyOf(route)}#${index}`;
}
