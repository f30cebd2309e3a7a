import type { Behaviour } from '../../behaviour/types.ts';
import type { HttpRoute, HttpRouteRule } from '../../model/http-route.ts';
import { keyOf } from '../../model/meta.ts';
import type { Model } from '../../model/model.ts';
import type { CompiledRule } from '../../model/served.ts';
import { resolveBackend } from '../../references/backends.ts';
import { resolveFilters } from '../../references/filters.ts';
import type { CompiledRoute } from '../types.ts';
import { findUnsupported } from './validate.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
export function compileHttpRoute(model: Model, route: HttpRoute, behaviour: Behaviour): CompiledRoute {
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
  const backends = (source.backendRefs ?? []).map((ref) => {
    const { backend, problem } = resolveBackend(model, route, ref, behaviour);
    const { filters, problems } = resolveFilters(model, route, ref.filters ?? [], behaviour);
    return { backend: { ...backend, filters }, problems: [...(problem ? [problem] : []), ...problems] };
  });
  const own = resolveFilters(model, route, source.filters ?? [], behaviour);
  const rejected = findUnsupported(source);
  const rule: CompiledRule = {
    id: `${keyOf(route)}#${index}`,
    filters: own.filters,
    backends: backends.map(({ backend }) => backend),
    timeouts: source.timeouts ?? {},
    ...(source.retry ? { retry: source.retry } : {}),
    ...(rejected ? { rejected } : {}),
  };
  const problems = [...backends.flatMap((entry) => entry.problems), ...own.problems];
  return { rule, matches: source.matches?.length ? source.matches : [{}], problems };
}
