import type { Route, RouteRule } from './route.ts';

/** A TLSRoute, TCPRoute or UDPRoute. https://gateway-api.sigs.k8s.io/reference/spec/#tcproute */
export interface StreamRoute extends Route {
  spec: Route['spec'] & { rules?: RouteRule[] };
}
