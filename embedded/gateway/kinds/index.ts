import type { Behaviour } from '../behaviour/types.ts';
import type { GrpcRoute } from '../model/grpc-route.ts';
import type { HttpRoute } from '../model/http-route.ts';
import type { Model } from '../model/model.ts';
import type { Route, RouteKindName } from '../model/route.ts';
import type { StreamRoute } from '../model/stream-route.ts';
import type { CompiledRoute } from '../routes/compile.ts';
import { compileStreamRoute } from '../routes/compile-stream.ts';
import { compileGrpcRoute } from './grpc/compile.ts';
import { compileHttpRoute } from './http/compile.ts';

type Compile = (model: Model, route: Route, behaviour: Behaviour) => CompiledRoute;

/** How each kind of route is compiled. */
const kinds: Readonly<Record<RouteKindName, Compile>> = {
  HTTPRoute: (model, route, behaviour) => compileHttpRoute(model, route as HttpRoute, behaviour),
  GRPCRoute: (model, route, behaviour) => compileGrpcRoute(model, route as GrpcRoute, behaviour),
  TLSRoute: (model, route, behaviour) => compileStreamRoute(model, route as StreamRoute, 'TLSRoute', behaviour),
  TCPRoute: (model, route, behaviour) => compileStreamRoute(model, route as StreamRoute, 'TCPRoute', behaviour),
  UDPRoute: (model, route, behaviour) => compileStreamRoute(model, route as StreamRoute, 'UDPRoute', behaviour),
};

/** Resolves what a route refers to, once for all its parents. */
export function compileRoute(model: Model, route: Route, behaviour: Behaviour): CompiledRoute {
  return kinds[route.kind as RouteKindName](model, route, behaviour);
}
