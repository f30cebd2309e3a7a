import type { Behaviour } from '../behaviour/types.ts';
import type { HttpRoute } from '../model/http-route.ts';
import type { Model } from '../model/model.ts';
import type { Route } from '../model/route.ts';
import { compileHttpRoute } from './http/compile.ts';
import type { CompiledRoute, KindOfRoute } from './types.ts';

/** Every kind of route, by its name. */
const kinds: readonly KindOfRoute[] = [
  { name: 'HTTPRoute', compile: (model, route, behaviour) => compileHttpRoute(model, route as HttpRoute, behaviour) },
];

/** Resolves what a route refers to, once for all its parents. Throws for a kind that is not known. */
export function compileRoute(model: Model, route: Route, behaviour: Behaviour): CompiledRoute {
  const kind = kinds.find(({ name }) => name === route.kind);
  if (!kind) throw new Error(`No route kind ${route.kind} is known`);
  return kind.compile(model, route, behaviour);
}
