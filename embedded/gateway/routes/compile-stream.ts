import type { Behaviour } from '../behaviour/types.ts';
import type { Model } from '../model/model.ts';
import type { StreamEntry } from '../model/served.ts';
import type { StreamRoute } from '../model/stream-route.ts';
import { resolveStreamRule } from '../references/rules.ts';
import { type CompiledRoute, compileRules } from './compile.ts';

/** Compiles a route whose rule has backends only. */
export function compileStreamRoute(
  model: Model,
  route: StreamRoute,
  kind: StreamEntry['kind'],
  behaviour: Behaviour,
): CompiledRoute {
  return compileRules(route, behaviour, ({ backendRefs = [] }, index) => {
    const { rule, problems } = resolveStreamRule(model, route, backendRefs, index, behaviour);
    return { entries: (base) => [{ ...base, kind, rule }], problems };
  });
}
