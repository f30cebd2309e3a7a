import { gatewayApi, hostnameAt, type Manifest, type Place } from '../place.ts';
import { paths, pick, routeHostnames, routeNames } from '../pools.ts';
import { serviceNameOf } from './backends.ts';
import { methods, routeKinds, servicePorts, type WorldPlan, type WorldRoute, type WorldRule } from './plan.ts';

export function buildRoutes(plan: WorldPlan, place: Place): { object: Manifest; age: number }[] {
  return plan.routes.map((route, index) => ({ object: buildRoute(plan, place, route, index), age: route.age }));
}

type RouteKind = (typeof routeKinds)[number];

function buildRoute(plan: WorldPlan, place: Place, route: WorldRoute, index: number): Manifest {
  const kind = pick(routeKinds, route.kind);
  const namespace = pick(place.namespaces, route.namespace);
  const named = route.hostnames.map((each) => hostnameAt(pick(routeHostnames, each), place));
  // Of a TLSRoute the API wants one.
  const hostnames = [...new Set(kind === 'TLSRoute' && named.length === 0 ? [`*.${place.domain}`] : named)];
  const withHostnames = kind !== 'TCPRoute' && kind !== 'UDPRoute' && hostnames.length > 0;
  const isHttp = kind === 'HTTPRoute' || kind === 'GRPCRoute';
  const rules = isHttp ? route.rules : route.rules.slice(0, 1);
  return {
    apiVersion: gatewayApi,
    kind,
    metadata: { name: `${pick(routeNames, route.name)}-route-${index + 1}`, namespace },
    spec: {
      parentRefs: [buildParent(plan, place, route)],
      ...(withHostnames ? { hostnames } : {}),
      rules: rules.map((rule) => buildRule(plan, place, kind, rule, namespace)),
    },
  };
}

function buildParent({ sets, listeners }: WorldPlan, { namespaces }: Place, { parent, section }: WorldRoute): object {
  const place = sets.length === 0 ? 0 : parent % (sets.length + 1);
  const set = sets[place - 1];
  const names = [...(set?.listeners ?? listeners).map((_, index) => `listener-${index + 1}`), 'no-such-listener'];
  const sectionName = section === 0 ? {} : { sectionName: names[Math.min(section, names.length) - 1] };
  return set
    ? { kind: 'ListenerSet', name: `set-${place}`, namespace: pick(namespaces, set.namespace), ...sectionName }
    : { name: 'gateway-1', namespace: pick(namespaces, 0), ...sectionName };
}

function buildRule(plan: WorldPlan, place: Place, kind: RouteKind, rule: WorldRule, namespace: string): object {
  const matches = rule.matches.map(({ method, header, path }) => {
    const headers = header === 0 ? [] : [{ name: 'version', value: pick(['one', 'two'], header - 1) }];
    const rest = headers.length > 0 ? { headers } : {};
    if (kind === 'HTTPRoute') return { path: { type: 'PathPrefix', value: pick(paths, path) }, ...rest };
    const named = pick(methods, method);
    return { ...(Object.keys(named).length > 0 ? { method: named } : {}), ...rest };
  });
  const { port } = kind === 'TLSRoute' && plan.terminates ? servicePorts.TCPRoute : servicePorts[kind];
  const backendRefs = rule.backends.map(({ service, weight, lost }) => {
    const index = service % plan.services.length;
    const where = pick(place.namespaces, plan.services[index]?.namespace ?? 0);
    const ref = { port, weight: pick([1, 3, 0], weight) };
    if (lost) return { name: 'no-such-service', ...ref };
    return { name: serviceNameOf(index), ...(where === namespace ? {} : { namespace: where }), ...ref };
  });
  const withMatches = (kind === 'HTTPRoute' || kind === 'GRPCRoute') && matches.length > 0;
  return { ...(withMatches ? { matches } : {}), backendRefs };
}
