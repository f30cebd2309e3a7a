import type { BackendRef, HeaderModifier, MirrorFilter, NamedMatch, Route, RouteRule } from './route.ts';
import type { SessionPersistence } from './session.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproute */
export interface HttpRoute extends Route {
  spec: Route['spec'] & { rules?: HttpRouteRule[] };
}

export interface HttpRouteRule extends RouteRule {
  matches?: RouteMatch[];
  filters?: RouteFilter[];
  backendRefs?: HttpBackendRef[];
  timeouts?: Timeouts;
  retry?: Retry;
  sessionPersistence?: SessionPersistence;
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
  urlRewrite?: UrlRewrite;
  requestMirror?: MirrorFilter;
  cors?: CorsFilter;
}

export interface RequestRedirect {
  scheme?: string;
  hostname?: string;
  path?: PathModifier;
  port?: number;
  statusCode?: number;
}

export interface UrlRewrite {
  hostname?: string;
  path?: PathModifier;
}

export interface PathModifier {
  type: string;
  replaceFullPath?: string;
  replacePrefixMatch?: string;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter */
export interface CorsFilter {
  allowOrigins?: string[];
  allowCredentials?: boolean;
  allowMethods?: string[];
  allowHeaders?: string[];
  exposeHeaders?: string[];
  /** Seconds. */
  maxAge?: number;
}

/** Durations as https://gateway-api.sigs.k8s.io/geps/gep-2257/ writes them. */
export interface Timeouts {
  request?: string;
  backendRequest?: string;
}

export interface Retry {
  codes?: number[];
  attempts?: number;
  backoff?: string;
}
