/** Short names for the specification's types, so that scenarios read well. Types only: nothing of it is loaded. */
import type {
  IGateway,
  IHTTPRoute,
  IReferenceGrant,
} from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';

export type HttpRouteSpec = IHTTPRoute['spec'];
export type HttpRouteRule = NonNullable<HttpRouteSpec['rules']>[number];
export type Retry = NonNullable<HttpRouteRule['retry']>;
export type HttpRouteMatch = NonNullable<HttpRouteRule['matches']>[number];
export type HttpRouteFilter = NonNullable<HttpRouteRule['filters']>[number];
export type HttpBackendRef = NonNullable<HttpRouteRule['backendRefs']>[number];
export type BackendRef = Omit<HttpBackendRef, 'filters'>;
export type ParentRef = NonNullable<HttpRouteSpec['parentRefs']>[number];

export type Listener = IGateway['spec']['listeners'][number];
export type AllowedRoutes = NonNullable<Listener['allowedRoutes']>;

type ReferenceGrantSpec = NonNullable<IReferenceGrant['spec']>;
export type ReferenceGrantFrom = ReferenceGrantSpec['from'][number];
export type ReferenceGrantTo = ReferenceGrantSpec['to'][number];

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
export const GATEWAY_API_VERSION = `${GATEWAY_GROUP}/v1`;
