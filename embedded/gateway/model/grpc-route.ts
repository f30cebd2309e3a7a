import type { RouteFilter } from './http-route.ts';
import type { BackendRef, NamedMatch, Route, RouteRule } from './route.ts';
import type { SessionPersistence } from './session.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#grpcroute */
export interface GrpcRoute extends Route {
  spec: Route['spec'] & { rules?: GrpcRouteRule[] };
}

export interface GrpcRouteRule extends RouteRule {
  matches?: GrpcMatch[];
  /** Of the types that modify headers or mirror. */
  filters?: RouteFilter[];
  backendRefs?: (BackendRef & { filters?: RouteFilter[] })[];
  sessionPersistence?: SessionPersistence;
}

export interface GrpcMatch {
  method?: { type?: string; service?: string; method?: string };
  headers?: NamedMatch[];
}
