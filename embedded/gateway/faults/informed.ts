import { keyOf, type StoredObject } from '../model/meta.ts';
import type { ParentRef, Route } from '../model/route.ts';
import { routeKindNames } from '../model/route.ts';
import type { Attachment } from '../routes/attachment.ts';
import { isReborn, keepFirst, keepFirstOfName, mapRules, read } from './read.ts';
import { stall } from './reported-objects.ts';
import { type Fault, fault } from './types.ts';

/** What informers, indexes and queues of a controller miss, mix up or tell of another object. */
export const informedFaults: readonly Fault[] = [
  ...routeKindNames.flatMap((kind) => [
    read(
      `${kind.toLowerCase()}-namesake-lost`,
      `loses a ${kind} that has the name of a route of another kind`,
      'routes',
      () =>
        (route, _key, { routes }) => {
          const isNamesake = (other: Route) => other.kind !== kind && keyOf(other) === keyOf(route);
          return route.kind === kind && [...routes.values()].some(isNamesake) ? undefined : route;
        },
    ),
    read(
      `${kind.toLowerCase()}-reborn-unread`,
      `goes on with the spec of a ${kind} that was made anew, its generation being the same`,
      'routes',
      () =>
        keepFirst<Route>((now, first) =>
          now.kind === kind && isSameGeneration(now, first) ? withSpec(now, first) : now,
        ),
    ),
  ]),
  read('grants-reborn-unread', 'goes on with what a ReferenceGrant permitted that was made anew', 'grants', () =>
    keepFirst((now, first) => (isSameGeneration(now, first) ? { ...now, spec: first.spec } : now)),
  ),
  read(
    'configmaps-reborn-unread',
    'goes on with what a ConfigMap said before one was made anew under its name',
    'configMaps',
    keepFirstOfName,
  ),
  read('services-reborn-unread', 'goes on with the ports of a Service that was made anew', 'services', () =>
    keepFirst((now, first) => (isReborn(now, first) ? { ...now, spec: first.spec } : now)),
  ),
  fault(
    'counted-by-listener-name',
    'counts the routes of all listeners of one name and namespace at each',
    'status',
    (right) => {
      const seen = new Set<string>();
      return {
        counting: (listeners) => {
          const counting = right.counting(listeners);
          for (const id of counting) seen.add(id);
          const named = new Set(counting.map(plainName));
          return [...seen].filter((id) => named.has(plainName(id)));
        },
      };
    },
  ),
  {
    name: 'observed-generation-of-parent',
    description: 'writes the generation of a Gateway as the one observed of its routes',
    change: (behaviour) => {
      const generations = new WeakMap<ParentRef, number | undefined>();
      return {
        ...behaviour,
        attachment: {
          ...behaviour.attachment,
          together: (route, attachments) => {
            for (const { parentRef, gateway } of attachments)
              generations.set(parentRef, gateway.gateway.metadata.generation);
            return behaviour.attachment.together(route, attachments);
          },
        },
        status: {
          ...behaviour.status,
          parents: (route, desired) =>
            behaviour.status.parents(route, desired).map((parent) => ({
              ...parent,
              conditions: parent.conditions.map((condition) => {
                const observedGeneration = generations.get(parent.parentRef) ?? condition.observedGeneration;
                return { ...condition, ...(observedGeneration === undefined ? {} : { observedGeneration }) };
              }),
            })),
        },
      };
    },
  },
  {
    name: 'counted-at-former-parents',
    description: 'counts a route where it was attached before, for as long as it is there',
    change: (behaviour) => {
      const former = new Map<string, Set<string>>();
      const counted = new WeakMap<readonly string[], readonly string[]>();
      return {
        ...behaviour,
        attachment: {
          ...behaviour.attachment,
          together: (route, attachments) => {
            const known = former.get(route.metadata.uid ?? '') ?? new Set<string>();
            former.set(route.metadata.uid ?? '', known);
            return behaviour.attachment.together(route, attachments).map((attachment) => {
              for (const id of attachment.listeners) known.add(id);
              const listeners = [...attachment.listeners];
              counted.set(listeners, [...known]);
              return { ...attachment, listeners };
            });
          },
        },
        status: {
          ...behaviour.status,
          counting: (listeners) => behaviour.status.counting(counted.get(listeners) ?? listeners),
        },
      };
    },
  },
  stall('stalled-by-zero-weights', 'changes nothing while a rule has backends of no weight only', (model) =>
    [...model.routes.values()].some((route) => {
      let isStuck = false;
      mapRules(route, (rule) => {
        isStuck ||= Boolean(rule.backendRefs?.length) && (rule.backendRefs ?? []).every(({ weight }) => weight === 0);
        return rule;
      });
      return isStuck;
    }),
  ),
  unattached('gateway', 'a Gateway', ({ gateway }) => gateway.gateway),
  unattached('set', 'a ListenerSet', ({ parentRef: { kind, namespace, name }, gateway }) => {
    const named = gateway.sets.filter(
      ({ set: { metadata } }) => metadata.name === name && (namespace ?? metadata.namespace) === metadata.namespace,
    );
    return kind === 'ListenerSet' ? named[0]?.set : undefined;
  }),
];

function isSameGeneration(now: StoredObject, first: StoredObject): boolean {
  return isReborn(now, first) && now.metadata.generation === first.metadata.generation;
}

/** What the route says of its backends and hosts, without its parents. */
function withSpec(now: Route, { spec }: Route): Route {
  return { ...now, spec: { ...spec, ...(now.spec.parentRefs ? { parentRefs: now.spec.parentRefs } : {}) } };
}

/** Namespace of the owner and name of a listener, of its id. */
function plainName(id: string): string {
  return id.replace(/^\w+ ([^/]*)\/[^/]*/, '$1');
}

/** A route stays with the parent that it had first, also where that one is gone and another has its name. */
function unattached(what: string, whom: string, parentOf: (attachment: Attachment) => StoredObject | undefined): Fault {
  return fault(
    `${what}-reborn-unattached`,
    `attaches no route to ${whom} that was made anew after the route`,
    'attachment',
    ({ together }) => {
      const first = new Map<string, string>();
      return {
        together: (route, attachments) =>
          together(route, attachments).map((attachment) => {
            const uid = parentOf(attachment)?.metadata.uid;
            if (uid === undefined) return attachment;
            const key = `${route.metadata.uid} ${route.metadata.generation} ${JSON.stringify(attachment.parentRef)}`;
            const known = first.get(key) ?? uid;
            first.set(key, known);
            return known === uid ? attachment : { ...attachment, listeners: [] };
          }),
      };
    },
  );
}
