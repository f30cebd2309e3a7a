import type { Behaviour } from '../behaviour/types.ts';
import { findTlsEntries, findTlsListeners } from '../kinds/tls/serve.ts';
import type { Listener } from '../model/gateway.ts';
import type { StoredObject } from '../model/meta.ts';
import type { ServedPort, StreamEntry } from '../model/served.ts';
import { buildBackend, buildGateway, buildGrant, buildGrpcRoute, buildStreamRoute } from '../testing.ts';
import type { Probe } from './testing-probes-http.ts';

const names = ['pass.example.com', 'end.example.com', 'a.end.example.com', 'other.org', undefined];

/** Where connections and datagrams to a port go. */
export function describeStreams(port: ServedPort, behaviour: Behaviour): unknown[] {
  const tell = (entries: readonly StreamEntry[]) => {
    const entry = behaviour.streams.choose(entries);
    return [entry?.route, entry && behaviour.backends.shares(entry.rule.backends)];
  };
  if (port.transport !== 'tls') return tell(port.listeners.flatMap(({ streams }) => streams));
  return names.map((name) => {
    const listeners = findTlsListeners(port, name, behaviour);
    const passesThrough = listeners.some((listener) => listener.passesThrough);
    return [name, passesThrough, ...tell(findTlsEntries(listeners, name, behaviour))];
  });
}

const tls = (name: string, port: number, hostname: string, mode: string): Listener => ({
  name,
  port,
  protocol: 'TLS',
  hostname,
  tls: { mode, ...(mode === 'Terminate' ? { certificateRefs: [{ name: 'cert-a' }] } : {}) },
});

const listeners: Listener[] = [
  { name: 'tcp', port: 9001, protocol: 'TCP' },
  { name: 'tcp-2', port: 9002, protocol: 'TCP' },
  { name: 'udp', port: 9001, protocol: 'UDP' },
  tls('pass', 9443, 'pass.example.com', 'Passthrough'),
  tls('end', 9443, '*.end.example.com', 'Terminate'),
  tls('end-2', 9443, 'end.example.com', 'Terminate'),
  { name: 'tcp-on-http', port: 9080, protocol: 'TCP' },
  { name: 'http-on-tcp', port: 9080, protocol: 'HTTP' },
  { name: 'grpc', port: 9090, protocol: 'HTTP' },
];

const parent = (more: { section?: string }) => ({ parentRefs: [{ name: 'streams', sectionName: more.section ?? '' }] });

function on(route: StoredObject & { spec: object }, section: string): StoredObject {
  return { ...route, spec: { ...route.spec, ...parent({ section }) } } as StoredObject;
}

/** A Gateway for routes of connections, datagrams and calls. */
export function buildStreamWorld(): StoredObject[] {
  const old = { created: '2020-01-01T00:00:00Z' };
  const [udpService, udpSlice] = buildBackend('udp', '127.64.0.21');
  const ports = [{ name: 'web', port: 8080, protocol: 'UDP' }];
  const from = (kind: string) => ({ group: 'gateway.networking.k8s.io', kind, namespace: 'ns' });
  const to = [{ group: '', kind: 'Service' }];
  const far = (kind: 'TLSRoute' | 'TCPRoute' | 'UDPRoute', name: string, section: string) => {
    const route = buildStreamRoute(kind, name, { backend: 'b', hostnames: ['far.end.example.com'] });
    const rules = [{ backendRefs: [{ name: 'b', namespace: 'only-http', port: 8080 }] }];
    return on({ ...route, spec: { ...route.spec, rules } }, section);
  };
  const grpc = (name: string, service: string, method: string, backend: string, more = {}) =>
    on(
      buildGrpcRoute(name, {
        hostnames: ['grpc.org'],
        rules: [{ matches: [{ method: { service, method }, ...more }], backendRefs: [{ name: backend, port: 8080 }] }],
      }),
      'grpc',
    );
  const aged = (name: string, backend: string, creationTimestamp?: string) =>
    on(
      buildGrpcRoute(
        name,
        { hostnames: ['grpc-age.org'], rules: [{ backendRefs: [{ name: backend, port: 8080 }] }] },
        creationTimestamp ? { creationTimestamp } : {},
      ),
      'grpc',
    );
  return [
    buildGateway('streams', listeners),
    { ...udpService, spec: { ports } } as unknown as StoredObject,
    udpSlice as StoredObject,
    on(buildStreamRoute('TCPRoute', 'tcp-young', { backend: 'v1' }), 'tcp'),
    on(buildStreamRoute('TCPRoute', 'tcp-old', { backend: 'v2', ...old }), 'tcp'),
    on(buildStreamRoute('TCPRoute', 'tcp-missing', { backend: 'missing' }), 'tcp-2'),
    on(buildStreamRoute('TCPRoute', 'tcp-on-udp', { backend: 'v1' }), 'udp'),
    on(buildStreamRoute('UDPRoute', 'udp', { backend: 'udp' }), 'udp'),
    on(buildStreamRoute('TLSRoute', 'pass', { backend: 'v1', hostnames: ['*.example.com'] }), 'pass'),
    on(buildStreamRoute('TLSRoute', 'pass-exact', { backend: 'v2', hostnames: ['pass.example.com'] }), 'pass'),
    on(buildStreamRoute('TLSRoute', 'end', { backend: 'v1', hostnames: ['*.end.example.com'] }), 'end'),
    on(buildStreamRoute('TLSRoute', 'not-met', { backend: 'v1', hostnames: ['other.org'] }), 'end'),
    far('TLSRoute', 'far-tls', 'end'),
    far('TCPRoute', 'far-tcp', 'tcp-2'),
    far('UDPRoute', 'far-udp', 'udp'),
    buildGrant('http', 'only-http', { from: [from('HTTPRoute')], to }),
    ...buildBackend('b', '127.64.1.9', 3000, 'only-http'),
    grpc('grpc-exact', 'a.B', 'C', 'v1'),
    grpc('grpc-service', 'a.B', '', 'v2'),
    grpc('grpc-method', '', 'C', 'v3'),
    grpc('grpc-header', 'a.B', 'C', 'v2', { headers: [{ name: 'version', value: 'one' }] }),
    grpc('grpc-z-service', 'a.Service', '', 'v1'),
    grpc('grpc-a-method', '', 'Only', 'v2'),
    grpc('grpc-a-plain', 'a.Length', '', 'v1'),
    grpc('grpc-z-method', 'a.Length', 'M', 'v2'),
    on(
      buildGrpcRoute('grpc-far', {
        hostnames: ['far-grpc.org'],
        rules: [{ backendRefs: [{ name: 'b', namespace: 'only-http', port: 8080 }] }],
      }),
      'grpc',
    ),
    aged('grpc-a-young', 'v1'),
    aged('grpc-z-old', 'v2', '2020-01-01T00:00:00Z'),
    grpc('grpc-missing', 'a.Missing', '', 'missing'),
    grpc('grpc-expression', 'a\\.[X-Z]', '', 'v3', { method: { type: 'RegularExpression', service: 'a\\.[X-Z]' } }),
  ];
}

const call = { 'content-type': 'application/grpc' };

/** Calls for the routes of this world. */
export const callProbes: readonly Probe[] = [
  ['grpc.org', '/a.B/C', call, 'POST'],
  ['grpc.org', '/a.B/D', call, 'POST'],
  ['grpc.org', '/a.B/c', call, 'POST'],
  ['grpc.org', '/x.Y/C', call, 'POST'],
  ['grpc.org', '/a.B/C', { ...call, version: 'one' }, 'POST'],
  ['grpc.org', '/a.BX/E', call, 'POST'],
  ['grpc.org', '/a.Y/E', call, 'POST'],
  ['grpc.org', '/a.Service/Only', call, 'POST'],
  ['grpc.org', '/a.Length/M', call, 'POST'],
  ['grpc.org', '/a.Missing/E', call, 'POST'],
  ['other-grpc.org', '/a.B/C', call, 'POST'],
  ['grpc-age.org', '/a.B/C', call, 'POST'],
];
