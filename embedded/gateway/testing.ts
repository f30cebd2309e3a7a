import type { EndpointSlice, Secret, Service } from './model/core.ts';
import type { Gateway, GatewayClass, Listener, ListenerSet } from './model/gateway.ts';
import type { GrpcRoute } from './model/grpc-route.ts';
import type { HttpRoute, HttpRouteRule } from './model/http-route.ts';
import type { Meta, StoredObject } from './model/meta.ts';
import type { BackendTlsPolicy } from './model/policy.ts';
import type { ReferenceGrant } from './model/reference.ts';
import type { StreamRoute } from './model/stream-route.ts';

/** Objects for tests, as short as can be. */
export const gatewayApi = 'gateway.networking.k8s.io/v1';

function meta(name: string, namespace: string | undefined, more: Partial<Meta>): Meta {
  return {
    name,
    ...(namespace ? { namespace } : {}),
    uid: `uid-${namespace ?? ''}-${name}`,
    generation: 1,
    resourceVersion: '1',
    creationTimestamp: '2024-01-01T00:00:00Z',
    ...more,
  };
}

export function buildClass(more: Partial<GatewayClass> = {}): GatewayClass {
  return {
    apiVersion: gatewayApi,
    kind: 'GatewayClass',
    metadata: meta('class', undefined, {}),
    spec: { controllerName: 'gwconf.dev/reference-gateway' },
    ...more,
  };
}

export function buildGateway(
  name: string,
  listeners: Listener[] = [{ name: 'http', port: 80, protocol: 'HTTP' }],
  more: Partial<Meta> = {},
): Gateway {
  return {
    apiVersion: gatewayApi,
    kind: 'Gateway',
    metadata: meta(name, 'ns', more),
    spec: { gatewayClassName: 'class', listeners },
  };
}

export function buildRoute(name: string, spec: HttpRoute['spec'], more: Partial<Meta> = {}): HttpRoute {
  return {
    apiVersion: gatewayApi,
    kind: 'HTTPRoute',
    metadata: meta(name, more.namespace ?? 'ns', more),
    spec: { parentRefs: [{ name: 'gw' }], ...spec },
  };
}

/** A rule for one path prefix and one backend. */
export function buildRule(prefix: string, backend: string, more: Partial<HttpRouteRule> = {}): HttpRouteRule {
  return {
    matches: [{ path: { type: 'PathPrefix', value: prefix } }],
    backendRefs: [{ name: backend, port: 8080 }],
    ...more,
  };
}

/** A Service and its EndpointSlice with one endpoint. */
export function buildBackend(name: string, address: string, port = 3000, namespace = 'ns'): StoredObject[] {
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(name, namespace, {}),
    spec: { clusterIP: '127.96.0.1', ports: [{ name: 'web', port: 8080, targetPort: port }] },
  };
  return [service, buildSlice(`${name}-1`, name, [address], port, namespace)];
}

export function buildSlice(
  name: string,
  service: string,
  addresses: string[],
  port: number,
  namespace = 'ns',
  manager = 'endpointslice-controller.k8s.io',
): EndpointSlice {
  const labels = { 'kubernetes.io/service-name': service, 'endpointslice.kubernetes.io/managed-by': manager };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta(name, namespace, { labels }),
    addressType: 'IPv4',
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
    ports: [{ name: 'web', port, protocol: 'TCP' }],
  };
}

export function buildGrant(name: string, namespace: string, spec: ReferenceGrant['spec']): ReferenceGrant {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: meta(name, namespace, {}),
    spec,
  };
}

export function buildNamespace(name: string, labels: Record<string, string> = {}): StoredObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: meta(name, undefined, { labels }) };
}

export function buildSecret(name: string, pair: { certificate: string; privateKey: string }, namespace = 'ns'): Secret {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: meta(name, namespace, {}),
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': encode(pair.certificate), 'tls.key': encode(pair.privateKey) },
  };
}

/** The Service that stands for a Gateway's address, with an address. */
export function buildLoadBalancer(key: string, ip: string): Service {
  const [namespace = '', name = ''] = key.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(name, namespace, { labels: { 'gwconf.dev/gateway': name } }),
    spec: { type: 'LoadBalancer' },
    status: { loadBalancer: { ingress: [{ ip }] } },
  };
}

/** A TLSRoute, TCPRoute or UDPRoute with one backend. */
export function buildStreamRoute(
  kind: 'TLSRoute' | 'TCPRoute' | 'UDPRoute',
  name: string,
  more: { backend: string; hostnames?: string[]; section?: string; created?: string },
): StreamRoute {
  return {
    apiVersion: gatewayApi,
    kind,
    metadata: meta(name, 'ns', more.created ? { creationTimestamp: more.created } : {}),
    spec: {
      parentRefs: [{ name: 'gw', ...(more.section ? { sectionName: more.section } : {}) }],
      ...(more.hostnames ? { hostnames: more.hostnames } : {}),
      rules: [{ backendRefs: [{ name: more.backend, port: 8080 }] }],
    },
  };
}

export function buildGrpcRoute(name: string, spec: GrpcRoute['spec'], more: Partial<Meta> = {}): GrpcRoute {
  return {
    apiVersion: gatewayApi,
    kind: 'GRPCRoute',
    metadata: meta(name, more.namespace ?? 'ns', more),
    spec: { parentRefs: [{ name: 'gw' }], ...spec },
  };
}

export function buildListenerSet(
  name: string,
  listeners: Listener[],
  more: { namespace?: string; gateway?: string; created?: string } = {},
): ListenerSet {
  const { namespace = 'ns', gateway = 'gw', created } = more;
  return {
    apiVersion: gatewayApi,
    kind: 'ListenerSet',
    metadata: meta(name, namespace, created ? { creationTimestamp: created } : {}),
    spec: { parentRef: { name: gateway, namespace: 'ns' }, listeners },
  };
}

/** A policy for a Service, with authorities of a ConfigMap. */
export function buildPolicy(
  name: string,
  service: string,
  validation: Partial<BackendTlsPolicy['spec']['validation']> = {},
  more: { section?: string; created?: string } = {},
): BackendTlsPolicy {
  const section = more.section ? { sectionName: more.section } : {};
  return {
    apiVersion: gatewayApi,
    kind: 'BackendTLSPolicy',
    metadata: meta(name, 'ns', more.created ? { creationTimestamp: more.created } : {}),
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: service, ...section }],
      validation: {
        hostname: 'backend.example.com',
        caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }],
        ...validation,
      },
    },
  };
}

export function buildConfigMap(name: string, data: Record<string, string>, namespace = 'ns'): StoredObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name, namespace, {}), data } as StoredObject;
}
