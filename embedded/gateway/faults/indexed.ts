import type { Listener } from '../model/gateway.ts';
import { namespaceOf, type StoredObject } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import { type BackendRef, type RouteKindName, routeKindNames } from '../model/route.ts';
import { mapRules, read } from './read.ts';
import type { Fault } from './types.ts';

/** What an index of references forgets: objects that come later are not seen by who refers to them at such a place. */
interface Place {
  rule: number;
  /** Undefined for a mirror. */
  backend?: number;
  ref: BackendRef;
}

/** What is not seen is as good as a port that no Service has; who asks for it may be permitted to. */
const NO_PORT = 7;

/** Indexes that know one reference of many, so that what comes later is not seen by who refers to it elsewhere. */
export const indexedFaults: readonly Fault[] = [
  ...routeKindNames.flatMap((kind) => [
    late(
      `${kind.toLowerCase()}-later-backend-late-unseen`,
      `does not see a Service that is made after a ${kind} of which it is not the first backend`,
      kind,
      ({ rule, backend }) => rule === 0 && backend !== undefined && backend > 0,
    ),
    late(
      `${kind.toLowerCase()}-far-backend-late-unseen`,
      `does not see a Service that is made after a ${kind} that names its namespace`,
      kind,
      ({ backend, ref }) => backend !== undefined && ref.namespace !== undefined,
    ),
  ]),
  ...(['HTTPRoute', 'GRPCRoute'] as const).flatMap((kind) => [
    late(
      `${kind.toLowerCase()}-later-rule-late-unseen`,
      `does not see a Service that is made after a ${kind} of which the first rule does not lead to it`,
      kind,
      ({ rule, backend }) => rule > 0 && backend !== undefined,
    ),
  ]),
  late(
    'mirror-late-unseen',
    'does not see a Service that is made after an HTTPRoute that mirrors to it',
    'HTTPRoute',
    ({ backend }) => backend === undefined,
  ),
  ...(['gateways', 'listenerSets'] as const).map((field) =>
    read(
      `${field.toLowerCase()}-later-certificate-late-unseen`,
      `does not see a Secret that is made after ${field} of which the first listener does not name it`,
      field,
      () => {
        const missing = new Map<string, ReadonlySet<string>>();
        return ((object: StoredObject & { spec: { listeners: Listener[] } }, _key: string, { secrets }: Model) => {
          const at = `${object.metadata.uid} ${object.metadata.generation}`;
          const refsOf = ({ tls }: Listener) => tls?.certificateRefs ?? [];
          const keyOfRef = ({ namespace = namespaceOf(object), name }: { namespace?: string; name: string }) =>
            `${namespace}/${name}`;
          const later = object.spec.listeners.slice(1).flatMap((listener) => refsOf(listener).map(keyOfRef));
          const lacking = missing.get(at) ?? new Set(later.filter((key) => !secrets.has(key)));
          missing.set(at, lacking);
          const listeners = object.spec.listeners.map((listener, index) =>
            index > 0 && refsOf(listener).some((ref) => lacking.has(keyOfRef(ref)))
              ? {
                  ...listener,
                  tls: {
                    ...listener.tls,
                    certificateRefs: refsOf(listener).map((ref) => ({ ...ref, name: 'not-seen' })),
                  },
                }
              : listener,
          );
          return { ...object, spec: { ...object.spec, listeners } };
        }) as never;
      },
    ),
  ),
];

function late(name: string, description: string, kind: RouteKindName, isForgotten: (place: Place) => boolean): Fault {
  return read(name, description, 'routes', () => {
    const missing = new Map<string, Set<string>>();
    return (route, _key, { services }) => {
      if (route.kind !== kind) return route;
      const at = `${route.metadata.uid} ${route.metadata.generation}`;
      const isNew = !missing.has(at);
      const lacking = missing.get(at) ?? new Set<string>();
      missing.set(at, lacking);
      const take = (place: Place): BackendRef => {
        const { ref } = place;
        const key = `${ref.namespace ?? route.metadata.namespace}/${ref.name}`;
        if (isNew && isForgotten(place) && !services.has(key)) lacking.add(key);
        return isForgotten(place) && lacking.has(key) ? { ...ref, port: NO_PORT } : ref;
      };
      return mapRules(route, (given, rule) => ({
        ...given,
        ...(given.backendRefs && {
          backendRefs: given.backendRefs.map((ref, backend) => ({ ...ref, ...take({ rule, backend, ref }) })),
        }),
        ...(given.filters && {
          filters: given.filters.map((filter) =>
            filter.requestMirror
              ? {
                  ...filter,
                  requestMirror: {
                    ...filter.requestMirror,
                    backendRef: take({ rule, ref: filter.requestMirror.backendRef }),
                  },
                }
              : filter,
          ),
        }),
      }));
    };
  });
}
