import type { Frontend, HttpBackend, RequestEntry, ServedListener } from '../model/served.ts';

/** The frontend with each of its listeners changed. */
export function mapListeners<Served extends Frontend>(
  frontend: Served,
  change: (listener: ServedListener) => ServedListener,
): Served {
  return {
    ...frontend,
    ports: frontend.ports.map((port) => ({ ...port, listeners: port.listeners.map(change) })),
  };
}

/** The frontends with each entry for requests changed. */
export function mapRequests(
  frontends: readonly Frontend[],
  change: <Kind extends RequestEntry>(entry: Kind) => Kind,
): readonly Frontend[] {
  return frontends.map((frontend) =>
    mapListeners(frontend, (listener) => ({ ...listener, requests: listener.requests.map((entry) => change(entry)) })),
  );
}

/** The frontends with each backend of a rule for requests changed. */
export function mapBackends(
  frontends: readonly Frontend[],
  change: (backend: HttpBackend) => HttpBackend,
): readonly Frontend[] {
  return mapRequests(frontends, (entry) => ({
    ...entry,
    rule: { ...entry.rule, backends: entry.rule.backends.map(change) },
  }));
}
