import type { BackendPolicy, GrantPolicy } from '../behaviour/types.ts';
import type { RouteFilter } from '../model/http-route.ts';
import type { Model } from '../model/model.ts';
import type { Route } from '../model/route.ts';
import type { CompiledFilter } from '../model/served.ts';
import { type RefProblem, resolveBackend } from './backends.ts';

/** The filters with the backends that mirrors refer to. */
export function resolveFilters(
  model: Model,
  route: Route,
  filters: readonly RouteFilter[],
  policies: { grants: GrantPolicy; backends: BackendPolicy },
): { filters: readonly CompiledFilter[]; problems: readonly RefProblem[] } {
  const problems: RefProblem[] = [];
  const compiled = filters.map((filter): CompiledFilter => {
    if (!filter.requestMirror) return filter;
    const { backend, problem } = resolveBackend(model, route, filter.requestMirror.backendRef, policies);
    if (problem) problems.push(problem);
    return { ...filter, backend };
  });
  return { filters: compiled, problems };
}
