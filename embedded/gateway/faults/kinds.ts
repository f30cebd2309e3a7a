import type { BackendTlsBehaviour } from '../behaviour/backend-tls.ts';
import { keyOf } from '../model/meta.ts';
import type { Route } from '../model/route.ts';
import type { CompiledBackend, Frontend, ServedListener } from '../model/served.ts';
import { type Fault, fault } from './types.ts';

const kinds = ['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;
const named = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'] as const;

/** What one kind of route or object alone gets wrong, mostly when something that it depends on has changed. */
export const kindFaults: readonly Fault[] = [
  fault('grpc-repeated-header-last', 'counts the last of a call’s conditions on one header', 'matching', (right) => ({
    headersOf: (kind, conditions) =>
      kind === 'GRPCRoute' ? right.headersOf(kind, [...conditions].reverse()) : right.headersOf(kind, conditions),
  })),
  fault(
    'http-repeated-header-last',
    'counts the last of a request’s conditions on one header',
    'matching',
    (right) => ({
      headersOf: (kind, conditions) =>
        kind === 'HTTPRoute' ? right.headersOf(kind, [...conditions].reverse()) : right.headersOf(kind, conditions),
    }),
  ),
  fault('mirror-needed', 'answers with an error where nobody can get the copy', 'mirrors', () => ({ isNeeded: true })),
  fault('tls-wildcard-one-label', 'takes a wildcard of a TLSRoute for one label', 'hostnames', ({ matches }) => ({
    matchesServerName: (pattern, name) =>
      matches(pattern, name) && (!pattern?.startsWith('*.') || name.split('.').length === pattern.split('.').length),
  })),
  fault(
    'stream-invalid-share-kept',
    'leads the connections of an invalid backend to the others',
    'backends',
    (right) => ({
      shares: (backends) =>
        right.shares(backends).map((weight, index) => (isStream(backends) && backends[index]?.invalid ? 0 : weight)),
    }),
  ),
  fault('stream-weights-read-once', 'shares connections by the weights that a route had first', 'backends', (right) => {
    const first = new Map<string, readonly number[]>();
    return {
      shares: (backends) => {
        const now = right.shares(backends);
        if (!isStream(backends)) return now;
        const key = backends.map(({ service }) => service).join(' ');
        const known = first.get(key) ?? now;
        first.set(key, known);
        return known;
      },
    };
  }),
  fault('tcp-refused-held', 'keeps a connection open that leads nowhere', 'streams', () => ({ rejects: false })),
  fault('udp-first-port', 'sends datagrams to the first port of a Service', 'backends', ({ endpoints }) => ({
    endpoints: (service, port, slices) =>
      endpoints(service, (port.protocol === 'UDP' && service.spec.ports?.[0]) || port, slices),
  })),
  fault('listener-hostname-read-once', 'goes on with the hostname that a listener had first', 'hostnames', (right) => {
    const first = new Map<string, string | undefined>();
    const recall = (listener: ServedListener): ServedListener => {
      const key = `${listener.gateway} ${listener.name}`;
      if (!first.has(key)) first.set(key, listener.hostname);
      const { hostname: _, ...others } = listener;
      const hostname = first.get(key);
      return { ...others, ...(hostname === undefined ? {} : { hostname }) };
    };
    return { select: (listeners, host) => right.select(listeners.map(recall), host) };
  }),
  fault('backend-tls-unverified-on-invalid', 'trusts any backend where a policy is not valid', 'backendTls', () => ({
    refusesUnsecured: false,
  })),
  fault('backend-authorities-read-once', 'trusts the authorities that a policy had first', 'backendTls', (right) => {
    const first = new Map<string, ReturnType<BackendTlsBehaviour['authorities']>>();
    return { authorities: (tls) => remember(first, tls.policy, right.authorities(tls)) };
  }),
  fault('client-authorities-read-once', 'trusts clients by the authorities of a port at first', 'frontend', (right) => {
    const first = new Map<string, readonly string[]>();
    return {
      authorities: (gateway, port, certificates) =>
        remember(first, `${keyOf(gateway)} ${port}`, right.authorities(gateway, port, certificates)),
    };
  }),
  fault(
    'gateway-certificate-read-once',
    'shows backends the certificate of a Gateway at first',
    'backendTls',
    (right) => {
      const first = new Map<string, ReturnType<BackendTlsBehaviour['clientCertificate']>>();
      return {
        clientCertificate: (certificate, gateway = '') =>
          certificate && remember(first, gateway, right.clientCertificate(certificate, gateway)),
      };
    },
  ),
  ...named.map((kind) =>
    fault(
      `${kind.toLowerCase()}-hostnames-read-once`,
      `serves the hostnames that a ${kind} had first`,
      'attachment',
      ({ hostnames }) => {
        const first = new Map<string, readonly string[]>();
        return {
          hostnames: (route: Route) =>
            route.kind === kind
              ? remember(first, route.metadata.uid ?? keyOf(route), hostnames(route))
              : hostnames(route),
        };
      },
    ),
  ),
  ...kinds.flatMap((kind) => [
    fault(
      `${kind.toLowerCase()}-revoked-grant-honoured`,
      `goes on using the backend of a ${kind} after its ReferenceGrant is gone`,
      'grants',
      ({ verdict }) => {
        const granted = new Set<string>();
        return {
          verdict: (reference, isGranted) => {
            const key = JSON.stringify(reference);
            const right = verdict(reference, isGranted);
            if (reference.from.kind !== kind) return right;
            if (right) granted.add(key);
            return granted.has(key);
          },
        };
      },
    ),
    fault(
      `${kind.toLowerCase()}-invalid-kind-as-not-found`,
      `gives the reason BackendNotFound for an unknown kind in a ${kind}`,
      'status',
      ({ reason }) => ({
        reason: (written, type, given) =>
          written === kind && given === 'InvalidKind' ? 'BackendNotFound' : reason(written, type, given),
      }),
    ),
    fault(
      `deleted-${kind.toLowerCase()}-served`,
      `serves the last ${kind} of a listener after it is deleted`,
      'serving',
      ({ frontends }) => {
        const last = new Map<string, ServedListener>();
        return { frontends: (desired) => frontends(desired).map((frontend) => keepRoutes(frontend, kind, last)) };
      },
    ),
  ]),
];

function remember<Value>(first: Map<string, Value>, key: string, now: Value): Value {
  if (!first.has(key)) first.set(key, now);
  return first.get(key) as Value;
}

/** Backends of connections or datagrams: an invalid one tells nothing of it. */
function isStream(backends: readonly CompiledBackend[]): boolean {
  return backends.some(({ protocol }) => protocol === 'tcp' || protocol === 'udp');
}

/** A listener that has no entries of the kind any more has those that it had last. */
function keepRoutes(frontend: Frontend, kind: (typeof kinds)[number], last: Map<string, ServedListener>): Frontend {
  const keep = (listener: ServedListener): ServedListener => {
    const key = `${frontend.key} ${listener.gateway} ${listener.name}`;
    const has = [...listener.requests, ...listener.streams].some((entry) => entry.kind === kind);
    const before = last.get(key);
    if (has) last.set(key, listener);
    if (has || !before) return listener;
    const requests = before.requests.filter((entry) => entry.kind === kind);
    const streams = before.streams.filter((entry) => entry.kind === kind);
    return { ...listener, requests: [...listener.requests, ...requests], streams: [...listener.streams, ...streams] };
  };
  const ports = frontend.ports.map((port) => ({ ...port, listeners: port.listeners.map(keep) }));
  return { ...frontend, ports };
}
