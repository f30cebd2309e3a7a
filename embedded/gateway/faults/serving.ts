import { transportOf } from '../listeners/protocols.ts';
import type { Frontend, ServedListener, ServedPort } from '../model/served.ts';
import { type Fault, fault } from './types.ts';

/** Listeners served otherwise than their Gateway says. */
export const servingFaults: readonly Fault[] = [
  fault('removed-listener-served', 'goes on serving listeners that are gone', 'serving', ({ frontends }) => {
    const seen = new Map<string, ServedListener>();
    return {
      frontends: (desired) =>
        frontends(desired).map((frontend) => {
          for (const listener of listenersOf(frontend)) seen.set(`${frontend.key} ${listener.name}`, listener);
          const all = [...seen].filter(([id]) => id.startsWith(`${frontend.key} `)).map(([, listener]) => listener);
          return { ...frontend, ports: regroup(frontend, all) };
        }),
    };
  }),
  fault('added-listener-not-served', 'does not serve listeners that are added later', 'serving', ({ frontends }) => {
    const first = new Map<string, ReadonlySet<string>>();
    return {
      frontends: (desired) =>
        frontends(desired).map((frontend) => {
          const listeners = listenersOf(frontend);
          const known = first.get(frontend.key) ?? new Set(listeners.map(({ name }) => name));
          first.set(frontend.key, known);
          return {
            ...frontend,
            ports: regroup(
              frontend,
              listeners.filter(({ name }) => known.has(name)),
            ),
          };
        }),
    };
  }),
  fault('wrong-certificate', 'presents the certificate of the first listener for every server name', 'serving', () => ({
    certificate: (listeners) => listeners.find(({ certificates }) => certificates.length > 0)?.certificates[0],
  })),
  fault('plain-http-on-https', 'speaks plain HTTP on HTTPS listeners', 'serving', ({ transport }) => ({
    transport: (protocol) => (protocol === 'HTTPS' ? 'http' : transport(protocol)),
  })),
  fault('long-names-collide', 'cuts long Gateway names off, so that two share one Service', 'serving', () => ({
    serviceName: ({ name }) => `gw-${name.replaceAll('.', '-')}`.slice(0, 63).replace(/-+$/, ''),
  })),
  fault('long-names-fail', 'names Services after Gateways whose names are too long for a Service', 'serving', () => ({
    serviceName: ({ name }) => `gw-${name.replaceAll('.', '-')}`,
  })),
];

function listenersOf({ ports }: Frontend): readonly ServedListener[] {
  return ports.flatMap(({ listeners }) => listeners);
}

function regroup(frontend: Frontend, listeners: readonly ServedListener[]): readonly ServedPort[] {
  const numbers = [...new Set(listeners.map(({ port }) => port))].sort((a, b) => a - b);
  return numbers.flatMap((port) => {
    const own = listeners.filter((listener) => listener.port === port);
    const transport = frontend.ports.find((served) => served.port === port)?.transport;
    return own[0] ? [{ port, transport: transport ?? transportOf(own[0].protocol), listeners: own }] : [];
  });
}
