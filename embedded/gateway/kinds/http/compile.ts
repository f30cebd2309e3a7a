import type { Behaviour } from '../../behaviour/types.ts';
import type { HttpRoute } from '../../model/http-route.ts';
import type { Model } from '../../model/model.ts';
import type { CompiledRule } from '../../model/served.ts';
import { resolveRequestRule } from '../../references/rules.ts';
import { type CompiledRoute, compileRules } from '../../routes/compile.ts';
import { findUnsupported } from './validate.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
export function compileHttpRoute(model: Model, route: HttpRoute, behaviour: Behaviour): CompiledRoute {
  return compileRules(route, behaviour, (source, index) => {
    const { rule: resolved, problems } = resolveRequestRule(model, route, source, index, behaviour);
    const rejected = findUnsupported(source);
    const rule: CompiledRule = {
      ...resolved,
      timeouts: source.timeouts ?? {},
      ...(source.sessionPersistence ? { session: source.sessionPersistence } : {}),
      ...(source.retry ? { retry: source.retry } : {}),
      ...(rejected ? { rejected } : {}),
    };
    const matches = source.matches?.length ? source.matches : [{}];
    return {
      entries: (base) => matches.map((match) => ({ ...base, kind: 'HTTPRoute', match, rule })),
      problems,
      rejected,
    };
  });
}
