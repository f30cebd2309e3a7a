import type { Behaviour } from '../../behaviour/types.ts';
import type { GrpcRoute } from '../../model/grpc-route.ts';
import type { Model } from '../../model/model.ts';
import type { CompiledRule } from '../../model/served.ts';
import { resolveRequestRule } from '../../references/rules.ts';
import { type CompiledRoute, compileRules } from '../../routes/compile.ts';
import { findUnsupported } from './validate.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec */
export function compileGrpcRoute(model: Model, route: GrpcRoute, behaviour: Behaviour): CompiledRoute {
  return compileRules(route, behaviour, (source, index) => {
    const { rule: resolved, problems } = resolveRequestRule(model, route, source, index, behaviour);
    const rejected = findUnsupported(source);
    const rule: CompiledRule = {
      ...resolved,
      timeouts: {},
      ...(source.sessionPersistence ? { session: source.sessionPersistence } : {}),
      ...(rejected ? { rejected } : {}),
    };
    const matches = source.matches?.length ? source.matches : [{}];
    return {
      entries: (base) => matches.map((match) => ({ ...base, kind: 'GRPCRoute', match, rule })),
      problems,
      rejected,
    };
  });
}
