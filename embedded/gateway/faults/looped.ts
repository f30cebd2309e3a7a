import type { Listener } from '../model/gateway.ts';
import type { StoredObject } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { ServedListener } from '../model/served.ts';
import { read } from './read.ts';
import { mapListeners } from './served.ts';
import { type Fault, fault } from './types.ts';

type Owner = StoredObject & { spec: { listeners: Listener[] } };

/** Loops that end too early or remember too much, and lists that are empty and not absent. */
export const loopedFaults: readonly Fault[] = [
  ...(['HTTPRoute', 'GRPCRoute'] as const).map((kind) =>
    read(
      `${kind.toLowerCase()}-empty-matches-none`,
      `takes an empty list of matches of a ${kind} for none that fits`,
      'routes',
      () => (route) => {
        const { rules } = route.spec as { rules?: { matches?: object[] }[] };
        if (route.kind !== kind || !rules) return route;
        return {
          ...route,
          spec: { ...route.spec, rules: rules.filter(({ matches }) => matches?.length !== 0) },
        } as typeof route;
      },
    ),
  ),
  ...(['gateways', 'listenerSets'] as const).map((field) =>
    read(
      `${field.toLowerCase()}-empty-kinds-none`,
      `takes an empty list of kinds of ${field} for one that allows none`,
      field,
      () =>
        ((object: Owner): Owner => {
          const listeners = object.spec.listeners.map((listener) =>
            listener.allowedRoutes?.kinds?.length === 0
              ? { ...listener, allowedRoutes: { ...listener.allowedRoutes, kinds: [{ kind: 'None' }] } }
              : listener,
          );
          return { ...object, spec: { ...object.spec, listeners } };
        }) as never,
    ),
  ),
  fault(
    'refused-parent-unserves',
    'serves a route nowhere where one of its parents does not take it',
    'attachment',
    (right) => ({
      together: (route, attachments) => {
        const all = right.together(route, attachments);
        return all.every(({ accepted }) => accepted.ok) ? all : all.map((one) => ({ ...one, listeners: [] }));
      },
    }),
  ),
  fault(
    'backends-behind-invalid-lost',
    'sends nothing to backends that stand behind an invalid one',
    'backends',
    (right) => ({
      shares: (backends) => {
        const at = backends.findIndex(({ invalid }) => invalid);
        return right.shares(backends).map((weight, index) => (at >= 0 && index > at ? 0 : weight));
      },
    }),
  ),
  ...(['HTTPRoute', 'GRPCRoute'] as const).map((kind) =>
    fault(
      `${kind.toLowerCase()}-rules-behind-invalid-lost`,
      `serves no rules of a ${kind} that stand behind one with an invalid backend`,
      'serving',
      (right) => ({
        frontends: (desired) =>
          right.frontends(desired).map((frontend) =>
            mapListeners(frontend, (listener) => {
              const lastOf = (route: string) =>
                Math.min(
                  ...listener.requests
                    .filter((entry) => entry.kind === kind && entry.route === route)
                    .filter(({ rule }) => rule.backends.some(({ invalid }) => invalid))
                    .map(({ ruleIndex }) => ruleIndex),
                );
              return {
                ...listener,
                requests: listener.requests.filter(
                  (entry) => entry.kind !== kind || entry.ruleIndex <= lastOf(entry.route),
                ),
              };
            }),
          ),
      }),
    ),
  ),
  fault(
    'kinds-beside-unknown-refused',
    'supports no kinds of a listener that lists an unknown one',
    'attachment',
    (right) => ({
      supportedKinds: (listed, supported) => {
        const isKnown = listed.every(({ kind }) => supported.some((one) => one.kind === kind));
        return isKnown ? right.supportedKinds(listed, supported) : [];
      },
    }),
  ),
  withGateways(
    'set-client-validation-ignored',
    'asks no clients of ListenerSets for a certificate',
    (served, { gateways }) => {
      const isOwn = gateways.get(served.gateway)?.spec.listeners.some((listener) => isSame(listener, served));
      const { validation: _dropped, ...open } = served;
      return isOwn ? served : open;
    },
  ),
];

function isSame({ name, port, hostname }: Listener, served: ServedListener): boolean {
  return name === served.name && port === served.port && hostname === served.hostname;
}

/** A fault that serves listeners otherwise, given all objects. */
function withGateways(
  name: string,
  description: string,
  change: (listener: ServedListener, model: Model) => ServedListener,
): Fault {
  return {
    name,
    description,
    change: ({ reading, serving, ...behaviour }) => {
      let known: Model | undefined;
      return {
        ...behaviour,
        reading: {
          ...reading,
          objects: (model) => {
            known = reading.objects(model);
            return known;
          },
        },
        serving: {
          ...serving,
          frontends: (desired) =>
            serving
              .frontends(desired)
              .map((frontend) => mapListeners(frontend, (listener) => (known ? change(listener, known) : listener))),
        },
      };
    },
  };
}
