import type { BackendRef, HeaderModifier, NamedMatch, Route } from './route.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproute */
export interface HttpRoute extends Route {
  spec: Route['spec'] & { rules?: HttpRouteRule[] };
}

export interface HttpRouteRule {
  name?: string;
  matches?: RouteMatch[];
  filters?: RouteFilter[];
  backendRefs?: HttpBackendRef[];
}

export interface RouteMatch {
  path?: { type?: string; value?: string };
  headers?: NamedMatch[];
  queryParams?: NamedMatch[];
  method?: string;
}

export interface HttpBackendRef extends BackendRef {
  filters?: RouteFilter[];
}

export interface RouteFilter {
  type: string;
  requestHeaderModifier?: HeaderModifier;
  responseHeaderModifier?: HeaderModifier;
  requestRedirect?: RequestRedirect;
  urlRewrite?: { hostname?: string; path?: PathModifier };
}

export interface RequestRedirect {
  scheme?: string;
  hostname?: string;
  path?: PathModifier;
  port?: number;
  statusCode?: number;
}

export interface PathModifier {
  type: string;
  replaceFullPath?: string;
  replacePrefixMatch?: string;
}
