import { controllerName } from '../constants.ts';
import type { HttpRoute, HttpRouteRule } from '../model/http-route.ts';
import type { Route } from '../model/route.ts';
import { isReborn, keepDeleted, keepFirst, mapRules, type ObjectOf, type Read, read } from './read.ts';
import { type Fault, fault } from './types.ts';

type Field = 'gateways' | 'listenerSets' | 'policies';

/** Objects that are made anew under their name, and fields that change, of every kind. */
export const keptFaults: readonly Fault[] = [
  ...(['gateways', 'listenerSets', 'policies'] as const).map((field: Field) =>
    read(
      `${field.toLowerCase()}-reborn-ignored`,
      `does not see ${field} that are made anew under their name`,
      field,
      () => keepFirst<ObjectOf<Field>>((now, first) => (isReborn(now, first) ? undefined : now)) as never,
    ),
  ),
  read('httproute-backends-read-once', 'goes on with the backends that a rule of a HTTPRoute had first', 'routes', () =>
    keepFirstRules((rule, before) => (before?.backendRefs ? { ...rule, backendRefs: before.backendRefs } : rule)),
  ),
  read('httproute-ports-read-once', 'goes on with the ports of the backends that a HTTPRoute had first', 'routes', () =>
    keepFirstRules((rule, before) => {
      const portOf = (name: string) => before?.backendRefs?.find((ref) => ref.name === name)?.port;
      const backendRefs = rule.backendRefs?.map((ref) => ({ ...ref, port: portOf(ref.name) ?? ref.port ?? 0 }));
      return { ...rule, ...(backendRefs ? { backendRefs } : {}) };
    }),
  ),
  read('httproute-rules-not-added', 'serves as many rules of a HTTPRoute as there were first', 'routes', () =>
    keepFirst<Route>((now, first) => {
      const count = (first as HttpRoute).spec.rules?.length ?? 1;
      const { rules } = (now as HttpRoute).spec;
      return now.kind === 'HTTPRoute' && rules
        ? ({ ...now, spec: { ...now.spec, rules: rules.slice(0, count) } } as Route)
        : now;
    }),
  ),
  read('set-parent-read-once', 'keeps a ListenerSet at the Gateway that it named first', 'listenerSets', () =>
    keepFirst((now, first) => ({ ...now, spec: { ...now.spec, parentRef: first.spec.parentRef } })),
  ),
  ...(['hostname', 'port', 'allowedRoutes', 'tls'] as const).map((field) =>
    read(
      `set-${field.toLowerCase()}-read-once`,
      `goes on with the ${field} that a listener of a ListenerSet had first`,
      'listenerSets',
      () =>
        keepFirst((now, first) => ({
          ...now,
          spec: {
            ...now.spec,
            listeners: now.spec.listeners.map((listener) => {
              const { [field]: _now, ...rest } = listener;
              const before = first.spec.listeners.find(({ name }) => name === listener.name);
              if (!before) return listener;
              return { ...rest, ...(before[field] === undefined ? {} : { [field]: before[field] }) } as typeof listener;
            }),
          },
        })),
    ),
  ),
  read('set-listeners-not-added', 'serves the listeners that a ListenerSet had first', 'listenerSets', () =>
    keepFirst((now, first) => ({
      ...now,
      spec: {
        ...now.spec,
        listeners: now.spec.listeners.filter(({ name }) => first.spec.listeners.some((before) => before.name === name)),
      },
    })),
  ),
  ...(['addresses', 'allowedListeners', 'tls'] as const).map((field) =>
    read(
      `gateway-${field.toLowerCase()}-read-once`,
      `goes on with the ${field} that a Gateway had first`,
      'gateways',
      () =>
        keepFirst((now, first) => {
          const { [field]: _now, ...spec } = now.spec;
          if (isReborn(now, first)) return now;
          return {
            ...now,
            spec: { ...spec, ...(first.spec[field] === undefined ? {} : { [field]: first.spec[field] }) },
          } as typeof now;
        }),
    ),
  ),
  read('service-ports-read-once', 'knows the ports that a Service had first', 'services', () =>
    keepFirst((now, first) => ({
      ...now,
      spec: { ...now.spec, ...(first.spec.ports ? { ports: first.spec.ports } : {}) },
    })),
  ),
  ...(['caCertificateRefs'] as const).map((field) =>
    read(
      `policy-${field.toLowerCase()}-read-once`,
      `goes on with the ${field} that a policy had first`,
      'policies',
      () =>
        keepFirst((now, first) => {
          const { [field]: _now, ...validation } = now.spec.validation;
          const before = first.spec.validation[field];
          return {
            ...now,
            spec: { ...now.spec, validation: { ...validation, ...(before === undefined ? {} : { [field]: before }) } },
          } as typeof now;
        }),
    ),
  ),
  read('policy-sections-read-once', 'goes on with the ports that a policy had first', 'policies', () =>
    keepFirst((now, first) => ({
      ...now,
      spec: {
        ...now.spec,
        targetRefs: now.spec.targetRefs.map(({ sectionName: _now, ...ref }, index) => {
          const sectionName = first.spec.targetRefs[index]?.sectionName;
          return { ...ref, ...(sectionName ? { sectionName } : {}) };
        }),
      },
    })),
  ),
  ...(['policies', 'grants'] as const).map((field) => keepDeleted(field, 'following')),
  fault('second-class-ignored', 'serves the first of its classes only', 'reading', ({ ownsClass }) => {
    let first: string | undefined;
    return {
      ownsClass: (one) => {
        if (!ownsClass(one) || one.spec.controllerName !== controllerName) return false;
        first ??= one.metadata.name;
        return one.metadata.name === first;
      },
    };
  }),
];

/** Each rule of an HTTPRoute together with the one that stood there when the route was first seen. */
function keepFirstRules(join: (rule: HttpRouteRule, before: HttpRouteRule | undefined) => HttpRouteRule): Read<Route> {
  return keepFirst<Route>((now, first) =>
    now.kind !== 'HTTPRoute' || isReborn(now, first)
      ? now
      : mapRules(now, (rule, index) => join(rule, (first as HttpRoute).spec.rules?.[index])),
  );
}
