import type { Behaviour } from '../behaviour/types.ts';
import type { Service } from '../model/core.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Route } from '../model/route.ts';
import type { BackendTls, CompiledBackend, Frontend, RouteEntry, ServedListener } from '../model/served.ts';
import { buildSlice } from '../testing.ts';

const KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
type Kind = (typeof KINDS)[number];

/** What is decided for each kind of route, and again after what it depends on has changed. */
export function describeKinds(behaviour: Behaviour): unknown {
  const { matching, mirrors, streams, backends, backendTls, frontend, hostnames, status } = behaviour;
  const conditions = [
    { name: 'X-A', value: 'one' },
    { name: 'x-a', value: 'two' },
  ];
  return {
    headers: (['HTTPRoute', 'GRPCRoute'] as const).map((kind) => matching.headersOf(kind, conditions)),
    flags: [mirrors.isNeeded, streams.rejects, backendTls.refusesUnsecured],
    serverNames: ['b.a.org', 'c.b.a.org'].map((name) => hostnames.matchesServerName('*.a.org', name)),
    shares: [
      backends.shares([backendOf('v1', 1), backendOf('v2', 0)]),
      backends.shares([backendOf('v1', 0), backendOf('v2', 1)]),
    ],
    invalid: backends.shares([backendOf('v1', 1), { ...backendOf('v3', 1), invalid: 'missing', protocol: 'http' }]),
    datagrams: describePorts(behaviour),
    listeners: ['one.org', 'two.org'].map((hostname) => hostnames.select([listenerOf([], hostname)], 'two.org').length),
    authorities: ['first', 'second'].map((text) => backendTls.authorities(tlsOf(text))),
    clients: ['first', 'second'].map((text) => frontend.authorities(gateway, 443, [text])),
    certificates: ['first', 'second'].map((text) =>
      backendTls.clientCertificate({ certificate: text, privateKey: text }, 'ns/gw'),
    ),
    kinds: KINDS.map((kind) => describeKind(kind, behaviour)),
    reasons: KINDS.map((kind) => status.reason(kind, 'ResolvedRefs', 'InvalidKind')),
  };
}

function describeKind(kind: Kind, { attachment, grants, serving }: Behaviour): unknown {
  const from = { group: 'gateway.networking.k8s.io', kind, namespace: 'ns' };
  const reference = { from, to: { group: '', kind: 'Service', namespace: 'far', name: 'v1' } };
  const serve = (...entries: RouteEntry[]) => serving.frontends([frontendOf(entries)]);
  return {
    hostnames: ['one.org', 'two.org'].map((hostname) => attachment.hostnames(routeOf(kind, hostname))),
    grants: [true, false].map((isGranted) => grants.verdict(reference, isGranted)),
    served: [serve({ kind, route: 'ns/r', rule: { backends: [] } } as unknown as RouteEntry), serve()],
  };
}

const metadata = { name: 'gw', namespace: 'ns' };
const gateway = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata,
  spec: {},
} as unknown as Gateway;

function routeOf(kind: Kind, hostname: string): Route {
  return {
    kind,
    metadata: { name: 'r', namespace: 'ns', uid: kind },
    spec: { hostnames: [hostname] },
  } as unknown as Route;
}

function backendOf(service: string, weight: number): CompiledBackend {
  return { ref: { name: service }, service, weight, endpoints: [], protocol: 'tcp' };
}

function tlsOf(authority: string): BackendTls {
  return { policy: 'ns/p', hostname: 'h', authorities: [authority], subjectAltNames: [] };
}

function listenerOf(entries: readonly RouteEntry[], hostname?: string): ServedListener {
  const isRequest = ({ kind }: RouteEntry) => kind === 'HTTPRoute' || kind === 'GRPCRoute';
  return {
    gateway: 'ns/gw',
    name: 'l',
    ...(hostname === undefined ? {} : { hostname }),
    port: 80,
    protocol: 'HTTP',
    passesThrough: false,
    certificates: [],
    requests: entries.filter(isRequest) as ServedListener['requests'],
    streams: entries.filter((entry) => !isRequest(entry)) as ServedListener['streams'],
  };
}

function frontendOf(entries: readonly RouteEntry[]): Frontend {
  return { key: 'ns/gw', ports: [{ port: 80, transport: 'http', listeners: [listenerOf(entries)] }] };
}

function describePorts({ backends }: Behaviour): unknown {
  const port = { name: 'web', port: 8080, protocol: 'UDP' };
  const ports = [{ name: 'other', port: 8079, protocol: 'UDP' }, port];
  const service = { kind: 'Service', metadata: { name: 's', namespace: 'ns' }, spec: { ports } } as unknown as Service;
  return backends.endpoints(service, port, [buildSlice('s-1', 's', ['127.64.0.1'], 3000)]);
}
