import type { EndpointSlice } from '../model/core.ts';
import type { Model } from '../model/model.ts';
import type { Route, RouteKindName } from '../model/route.ts';
import { isReborn, keepFirst, mapRules, read } from './read.ts';
import { type Fault, fault } from './types.ts';

/** Ports, classes and rules that were first, and names that are the same once they are joined. */
export const movedFaults: readonly Fault[] = [
  ...(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const).map((kind: RouteKindName) =>
    read(
      `${kind.toLowerCase()}-ports-read-once`,
      `goes on with the ports of the backends that a ${kind} had first`,
      'routes',
      () =>
        keepFirst<Route>((now, first) => (now.kind === kind && !isReborn(now, first) ? keepPorts(now, first) : now)),
    ),
  ),
  ...(['HTTPRoute', 'GRPCRoute'] as const).map((kind) =>
    read(
      `${kind.toLowerCase()}-last-rules-kept`,
      `goes on with the last rules of a ${kind} when it has fewer`,
      'routes',
      () =>
        keepFirst<Route>((now, first) => {
          const [rules, before] = [rulesOf(now), rulesOf(first)];
          if (now.kind !== kind || isReborn(now, first) || rules.length === 0) return now;
          return { ...now, spec: { ...now.spec, rules: [...rules, ...before.slice(rules.length)] } } as Route;
        }),
    ),
  ),
  read('gateway-class-read-once', 'goes on with the class that a Gateway had first', 'gateways', () =>
    keepFirst((now, first) =>
      isReborn(now, first) ? now : { ...now, spec: { ...now.spec, gatewayClassName: first.spec.gatewayClassName } },
    ),
  ),
  fault('parent-group-ignored', 'takes a parent of any group for one of the Gateway API', 'attachment', (right) => ({
    parentRefs: (route) => right.parentRefs(route).map(({ group: _group, ...ref }) => ref),
  })),
  ...(['gateways', 'routes', 'secrets'] as const).map((field) =>
    fault(
      `joined-${field}-collide`,
      `knows ${field} by namespace and name in one word, so that one of two of the same word is lost`,
      'reading',
      ({ objects }) => ({
        objects: (given) => {
          const model = objects(given);
          return { ...model, [field]: firstByJoined<unknown>(model[field]) } as Model;
        },
      }),
    ),
  ),
  fault(
    'joined-services-collide',
    'finds endpoints by namespace and name of a Service in one word',
    'reading',
    (right) => ({
      objects: (given) => {
        const model = right.objects(given);
        const first = new Map<string, readonly EndpointSlice[]>();
        for (const [key, slices] of model.slicesOf) if (!first.has(joined(key))) first.set(joined(key), slices);
        return {
          ...model,
          slicesOf: new Map([...model.slicesOf].map(([key, slices]) => [key, first.get(joined(key)) ?? slices])),
        };
      },
    }),
  ),
];

function joined(key: string): string {
  return key.replace('/', '-');
}

function firstByJoined<Kind>(objects: ReadonlyMap<string, Kind>): ReadonlyMap<string, Kind> {
  const seen = new Set<string>();
  return new Map(
    [...objects].filter(([key]) => {
      const isFirst = !seen.has(joined(key));
      seen.add(joined(key));
      return isFirst;
    }),
  );
}

function rulesOf(route: Route): readonly unknown[] {
  return (route.spec as { rules?: readonly unknown[] }).rules ?? [];
}

/** Each backend with the port that a backend of its name had first. */
function keepPorts(now: Route, first: Route): Route {
  const ports = new Map<string, number | undefined>();
  mapRules(first, (rule) => {
    for (const { name, port } of rule.backendRefs ?? []) if (!ports.has(name)) ports.set(name, port);
    return rule;
  });
  return mapRules(now, (rule) => ({
    ...rule,
    ...(rule.backendRefs
      ? { backendRefs: rule.backendRefs.map((ref) => ({ ...ref, port: ports.get(ref.name) ?? ref.port ?? 0 })) }
      : {}),
  }));
}
