import { type Fault, fault } from './types.ts';

/** Connections and datagrams led wrongly. */
export const streamFaults: readonly Fault[] = [
  fault('stream-newest-route', 'prefers the newest route of connections', 'streamPrecedence', ({ age }) => ({
    age: (a, b) => age(b, a),
  })),
  fault('stream-last-route', 'leads connections by the last of several routes', 'streams', () => ({
    choose: (entries) => entries.at(-1),
  })),
  fault('stream-ambiguous-refused', 'refuses connections where several routes match', 'streams', () => ({
    choose: (entries) => (entries.length === 1 ? entries[0] : undefined),
  })),
  fault('tls-wildcard-first', 'prefers TLSRoutes with a wildcard hostname', 'streamPrecedence', ({ hostname }) => ({
    hostname: (a, b) => hostname(b, a),
  })),
  ...(['TLSRoute', 'TCPRoute', 'UDPRoute', 'GRPCRoute'] as const).map((kind) =>
    fault(
      `${kind.toLowerCase()}-grant-ignored`,
      `follows references of a ${kind} into other namespaces without a ReferenceGrant`,
      'grants',
      ({ needed }) => ({ needed: (reference) => reference.from.kind !== kind && needed(reference) }),
    ),
  ),
  fault('route-kind-of-protocol-ignored', 'lets routes attach to listeners of any protocol', 'attachment', () => ({
    kindAllowed: () => true,
  })),
  fault('passthrough-terminated', 'ends TLS where a listener has a certificate', 'listeners', ({ terminates }) => ({
    terminates: (listener) => terminates(listener) || (listener.tls?.certificateRefs ?? []).length > 0,
  })),
  fault('terminate-passed-through', 'passes TLS through where a listener says Terminate', 'listeners', (right) => ({
    terminates: (listener) => listener.protocol !== 'TLS' && right.terminates(listener),
  })),
  fault('protocol-conflict-accepted', 'accepts listeners of TCP and HTTP on one port', 'listeners', ({ clash }) => ({
    clash: (a, b) => {
      const reason = clash(a, b);
      return reason === 'ProtocolConflict' ? undefined : reason;
    },
  })),
  fault(
    'udp-conflicts-with-tcp',
    'takes TCP and UDP listeners of one port for a conflict',
    'listeners',
    ({ clash }) => ({
      clash: (a, b) => (a.protocol === b.protocol ? clash(a, b) : 'ProtocolConflict'),
    }),
  ),
  fault('mixed-tls-modes-refused', 'refuses listeners of both TLS modes on one port', 'listeners', ({ clash }) => ({
    clash: (a, b) => (a.tls?.mode && b.tls?.mode && a.tls.mode !== b.tls.mode ? 'ProtocolConflict' : clash(a, b)),
  })),
];
