import type { AnyAnswer } from './answer.ts';
import { describeBranch } from './compare-answer.ts';
import type { HttpRequest } from './http/request.ts';
import type { ModelOptions } from './options.ts';

/** Objects for tests, as short as they can be. */
export const controllerName = 'example.com/gateway';

export const everyFeature: ModelOptions = {
  controllerName,
  features: new Set([
    'Gateway',
    'HTTPRoute',
    'ReferenceGrant',
    'GatewayHTTPListenerIsolation',
    'GatewayRouteHostnameIntersectionPrecedence',
  ]),
  endpoints: 'assumed',
};

export const coreOnly: ModelOptions = {
  ...everyFeature,
  features: new Set(['Gateway', 'HTTPRoute', 'ReferenceGrant']),
};

const apiVersion = 'gateway.networking.k8s.io/v1';

export const gatewayClass = { apiVersion, kind: 'GatewayClass', metadata: { name: 'own' }, spec: { controllerName } };

export function gateway(name: string, listeners: readonly object[], namespace = 'infra'): object {
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: { name, namespace, generation: 1 },
    spec: { gatewayClassName: 'own', listeners },
  };
}

export function listener(name: string, fields: object = {}): object {
  const all = { namespaces: { from: 'All' } };
  return { name, port: 80, protocol: 'HTTP', allowedRoutes: all, ...fields };
}

export function route(name: string, spec: object, namespace = 'shop', createdAt = '2026-01-01T00:00:00Z'): object {
  return {
    apiVersion,
    kind: 'HTTPRoute',
    metadata: { name, namespace, creationTimestamp: createdAt, generation: 1 },
    spec: { parentRefs: [{ name: 'edge', namespace: 'infra' }], ...spec },
  };
}

/** A route, ListenerSet or policy; what its spec says of parents goes before the Gateway `edge` of `infra`. */
export function object(kind: string, name: string, spec: object, namespace = 'shop', createdAt = ''): object {
  const parents = kind.endsWith('Route') ? { parentRefs: [{ name: 'edge', namespace: 'infra' }] } : {};
  const metadata = { name, namespace, generation: 1, ...(createdAt ? { creationTimestamp: createdAt } : {}) };
  return { apiVersion, kind, metadata, spec: { ...parents, ...spec } };
}

/** One rule to these Services, by weight where a number follows. */
export function to(...backends: readonly (string | readonly [string, number])[]): object[] {
  const refs = backends.map((each) => {
    const [name, weight] = typeof each === 'string' ? [each, 1] : each;
    return { name, port: 80, weight };
  });
  return [{ backendRefs: refs }];
}

/** All that the model knows. */
export const allKinds: ModelOptions = {
  ...everyFeature,
  features: new Set([
    ...everyFeature.features,
    ...['GRPCRoute', 'TLSRoute', 'TLSRouteModeTerminate', 'TLSRouteModeMixed', 'TCPRoute', 'UDPRoute'],
    ...['ListenerSet', 'BackendTLSPolicy', 'Mesh', 'MeshConsumerRoute'],
  ]),
};

/** The answers that are allowed, one line each. */
export function linesOf({ alternatives }: AnyAnswer): string[] {
  return alternatives.map(({ branches }) => branches.map(describeBranch).join(', '));
}

export function service(name: string, namespace = 'shop', ports: readonly object[] = [{ port: 80 }]): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports } };
}

/** A rule with one match of a path prefix, or with these matches, to one Service. */
export function rule(matches: string | readonly object[], backend: string): object {
  const prefix = [{ path: { type: 'PathPrefix', value: matches } }];
  return { matches: typeof matches === 'string' ? prefix : matches, backendRefs: [{ name: backend, port: 80 }] };
}

export function get(url: string, headers: HttpRequest['headers'] = []): HttpRequest {
  const { protocol, host, pathname, search, hostname } = new URL(url);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  return { method: 'GET', scheme, host, path: `${pathname}${search}`, headers, sni: hostname };
}
