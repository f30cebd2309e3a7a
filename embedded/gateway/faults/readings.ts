import type { Listener } from '../model/gateway.ts';
import type { HttpRoute, HttpRouteRule } from '../model/http-route.ts';
import type { StoredObject } from '../model/meta.ts';
import { isReborn, keepFirst, keepFirstOfName, read } from './read.ts';
import type { Fault } from './types.ts';

/** What is read of objects when they are first seen, and not again when it has changed or they are made anew. */
export const readingFaults: readonly Fault[] = [
  read('filters-read-once', 'goes on with the filters that a rule had first', 'routes', () =>
    keepFirst((now, first) => keepOfRules(now as HttpRoute, first as HttpRoute, 'filters')),
  ),
  read('timeouts-read-once', 'goes on with the timeouts that a rule had first', 'routes', () =>
    keepFirst((now, first) => keepOfRules(now as HttpRoute, first as HttpRoute, 'timeouts')),
  ),
  read('retry-read-once', 'goes on with the retries that a rule had first', 'routes', () =>
    keepFirst((now, first) => keepOfRules(now as HttpRoute, first as HttpRoute, 'retry')),
  ),
  read('matches-read-once', 'goes on with the matches that a rule had first', 'routes', () =>
    keepFirst((now, first) => keepOfRules(now as HttpRoute, first as HttpRoute, 'matches')),
  ),
  read('listener-protocol-read-once', 'goes on with the protocol that a listener had first', 'gateways', () =>
    keepFirst((now, first) => keepOfListeners(now, first, ['protocol', 'tls'])),
  ),
  read('allowed-routes-read-once', 'goes on with the allowedRoutes that a listener had first', 'gateways', () =>
    keepFirst((now, first) => keepOfListeners(now, first, ['allowedRoutes'])),
  ),
  read('listener-tls-read-once', 'goes on with the certificateRefs that a listener had first', 'gateways', () =>
    keepFirst((now, first) => keepOfListeners(now, first, ['tls'])),
  ),
  read(
    'listener-set-protocol-read-once',
    'goes on with what a listener of a ListenerSet was first',
    'listenerSets',
    () => keepFirst((now, first) => keepOfListeners(now, first, ['protocol', 'tls', 'hostname', 'allowedRoutes'])),
  ),
  read('policy-targets-read-once', 'goes on with the targets that a BackendTLSPolicy had first', 'policies', () =>
    keepFirst((now, first) => ({ ...now, spec: { ...now.spec, targetRefs: first.spec.targetRefs } })),
  ),
  read('policy-names-read-once', 'goes on with the alternative names that a policy had first', 'policies', () =>
    keepFirst((now, first) => {
      const { subjectAltNames } = first.spec.validation;
      return { ...now, spec: { ...now.spec, validation: { ...now.spec.validation, subjectAltNames } } };
    }),
  ),
  read('grant-read-once', 'goes on with what a ReferenceGrant said first', 'grants', () =>
    keepFirst((now, first) => ({ ...now, spec: first.spec })),
  ),
  read('secret-reborn-unread', 'goes on with the Secret that first had its name', 'secrets', () => keepFirstOfName()),
  read('service-reborn-missing', 'finds no Service where one of that name was deleted', 'services', () =>
    keepFirst((now, first) => (isReborn(now, first) ? undefined : now)),
  ),
  read('route-reborn-aged', 'takes a route that is made anew for as old as the one before', 'routes', () =>
    keepFirst((now, first) => {
      const { creationTimestamp } = first.metadata;
      return { ...now, metadata: { ...now.metadata, ...(creationTimestamp ? { creationTimestamp } : {}) } };
    }),
  ),
  read('class-late-unnoticed', 'never serves a Gateway that was made before its class', 'gateways', () => {
    const orphans = new Set<string | undefined>();
    return (gateway, _key, { classes }) => {
      if (!classes.has(gateway.spec.gatewayClassName)) orphans.add(gateway.metadata.uid);
      return orphans.has(gateway.metadata.uid) ? undefined : gateway;
    };
  }),
  read('listener-reborn-unserved', 'does not serve a listener that was removed and is there again', 'gateways', () => {
    const seen = new Map<string, { present: ReadonlySet<string>; removed: Set<string> }>();
    return (gateway, key) => {
      const present = new Set(gateway.spec.listeners.map(({ name }) => name));
      const known = seen.get(key) ?? { present, removed: new Set<string>() };
      for (const name of known.present) if (!present.has(name)) known.removed.add(name);
      seen.set(key, { present, removed: known.removed });
      const listeners = gateway.spec.listeners.filter(({ name }) => !known.removed.has(name));
      return { ...gateway, spec: { ...gateway.spec, listeners } };
    };
  }),
  read('labels-only-added', 'notices labels that a namespace gets, not those that it loses', 'namespaces', () => {
    const seen = new Map<string, Record<string, string>>();
    return (namespace, key) => {
      const labels = { ...seen.get(key), ...namespace.metadata.labels };
      seen.set(key, labels);
      return { ...namespace, metadata: { ...namespace.metadata, labels } };
    };
  }),
];

function keepOfRules(now: HttpRoute, first: HttpRoute, field: keyof HttpRouteRule): HttpRoute {
  if (isReborn(now, first)) return now;
  const rules = now.spec.rules?.map((rule, index) => {
    const known = first.spec.rules?.[index];
    return known ? { ...rule, [field]: known[field] } : rule;
  });
  return { ...now, spec: { ...now.spec, ...(rules ? { rules } : {}) } };
}

function keepOfListeners<Owner extends StoredObject & { spec: { listeners: Listener[] } }>(
  now: Owner,
  first: Owner,
  fields: readonly (keyof Listener)[],
): Owner {
  if (isReborn(now, first)) return now;
  const listeners = now.spec.listeners.map((listener) => {
    const known = first.spec.listeners.find(({ name }) => name === listener.name);
    if (!known) return listener;
    return Object.fromEntries(
      Object.entries({ ...listener, ...Object.fromEntries(fields.map((field) => [field, known[field]])) }),
    ) as unknown as Listener;
  });
  return { ...now, spec: { ...now.spec, listeners } };
}
