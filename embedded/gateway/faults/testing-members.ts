import type { Behaviour } from '../behaviour/types.ts';
import type { EndpointSlice, Service } from '../model/core.ts';
import type { Gateway, Listener } from '../model/gateway.ts';
import type { RouteMatch } from '../model/http-route.ts';
import type { Route } from '../model/route.ts';
import type { CompiledBackend, GrpcEntry, HttpEntry } from '../model/served.ts';

const service: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 's', namespace: 'ns', uid: 'service' },
  spec: { ports: [{ port: 80 }] },
};
const ended = (address: string, ready?: boolean): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: address, namespace: 'ns' },
  addressType: 'IPv4',
  ports: [{ port: 3000 }],
  endpoints: [{ addresses: [address], ...(ready === undefined ? {} : { conditions: { ready } }) }],
});
const sliceStates = [[ended('10.0.0.1'), ended('10.0.0.2')], [ended('10.0.0.1', false)], []];

const listener = (fields: Partial<Listener>): Listener => ({ name: 'l', port: 80, protocol: 'HTTP', ...fields });
const labels = [{ tier: 'other' }, { tier: 'gold' }];
const selector = { matchLabels: {}, matchExpressions: [{ key: 'tier', operator: 'In' as const, values: ['gold'] }] };
const gateway: Gateway = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'g', namespace: 'ns' },
  spec: {
    gatewayClassName: 'c',
    listeners: [listener({})],
    allowedListeners: { namespaces: { from: 'Selector', selector } },
  },
};
const routeTo = (name: string): Route => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'r', namespace: 'ns', uid: 'route' },
  spec: { parentRefs: [{ name }] },
});

const rule = { id: 'r', filters: [], backends: [], timeouts: {} };
const place = { route: 'ns/r', created: 'then', ruleIndex: 0, rule };
const http = (match: RouteMatch): HttpEntry => ({ ...place, kind: 'HTTPRoute', match });
const grpc = (match: GrpcEntry['match']): GrpcEntry => ({ ...place, kind: 'GRPCRoute', match });
const tier = [{ name: 'tier', value: 'gold' }];
const heavy: CompiledBackend = { ref: { name: 's' }, weight: 900, endpoints: [], protocol: 'http' };

/** What members decide about inputs that no world has: values one edit apart, and a second one after the first. */
export function describeMembers(behaviour: Behaviour): unknown {
  const { hostnames, attachment, backends, precedence, grpcPrecedence, filters, cors, timeouts } = behaviour;
  const some = listener({ allowedRoutes: { namespaces: { from: 'Selector', selector } } });
  return [
    ['*.a.example', '*.b.a.example'].map((pattern) => hostnames.matches(pattern, 'xb.a.example')),
    hostnames.matches('*.a.example', 'xa.example'),
    hostnames.intersect('*.a.example', '*.b.a.example'),
    [some, listener({ allowedRoutes: { namespaces: { from: 'All', selector } } })].map((allowing) =>
      labels.map((given) => attachment.namespaceAllowed(allowing, 'ns', 'far', given)),
    ),
    labels.map((given) => behaviour.listeners.allowsSet(gateway, 'far', given)),
    ['one', 'two'].map((name) => attachment.parentRefs(routeTo(name))),
    sliceStates.map((slices) => backends.endpoints(service, { port: 80 }, slices)),
    backends.shares([heavy]),
    ['a.example', 'b.example'].map((hostname) =>
      behaviour.backendTls.serverName({ policy: 'ns/p', hostname, authorities: [], subjectAltNames: [] }),
    ),
    precedence.headerCount(http({ headers: tier }), http({ queryParams: tier })),
    grpcPrecedence.methodLength(grpc({ method: { method: 'M' } }), grpc({ headers: tier })),
    filters.removeHeader([['X-Firsts', 'kept']], 'X-First'),
    cors.allowsOrigin({ allowOrigins: ['https://a.example:8443'] }, 'https://a.example:8444'),
    timeouts.request({ request: '0s' }),
    behaviour.listeners.terminates(
      listener({ protocol: 'TLS', tls: { mode: 'Passthrough', certificateRefs: [{ name: 'pair' }] } }),
    ),
    (['TLSRoute', 'UDPRoute'] as const).map((kind) => behaviour.status.reason(kind, 'ResolvedRefs', 'BackendNotFound')),
  ];
}
