import { gatewayApi, hostnameAt, type Manifest, type Place } from '../place.ts';
import type { BackendPlan, MatchPlan, ParentPlan, Plan, RoutePlan, RulePlan } from '../plan.ts';
import * as pools from '../pools.ts';
import { buildFilter, needsPrefix } from './filters.ts';
import { distinctListeners, gatewayName, namespaceOf } from './gateways.ts';
import { serviceName } from './services.ts';

export function buildRoutes(plan: Plan, place: Place): { object: Manifest; younger: boolean }[] {
  return plan.routes.flatMap((route, index) =>
    route.deleted ? [] : { object: buildRoute(plan, place, route, index), younger: route.younger },
  );
}

/** The number at its end keeps two routes apart that were given the same name. */
export function routeName({ name }: RoutePlan, index: number): string {
  return `${pools.pick(pools.routeNames, name)}-route-${index + 1}`;
}

function buildRoute(plan: Plan, place: Place, route: RoutePlan, index: number): Manifest {
  const namespace = namespaceOf(plan, place, route.namespace);
  const hostnames = unique(route.hostnames.map((each) => hostnameAt(pools.pick(pools.routeHostnames, each), place)));
  return {
    apiVersion: gatewayApi,
    kind: 'HTTPRoute',
    metadata: { name: routeName(route, index), namespace },
    spec: {
      parentRefs: buildParents(plan, place, route, namespace),
      ...(hostnames.length > 0 ? { hostnames } : {}),
      rules: route.rules.map((rule) => buildRule(plan, place, rule, namespace)),
    },
  };
}

/** Several parentRefs to one Gateway have to name different sections: else the first stays. */
function buildParents(plan: Plan, place: Place, { parents }: RoutePlan, namespace: string): object[] {
  const gateways = plan.gateways.length;
  if (gateways === 0) return [];
  const whole = ({ section }: ParentPlan) => section === 0;
  const kept = parents.filter((parent, index) => {
    const same = parents.slice(0, index).filter((other) => other.gateway % gateways === parent.gateway % gateways);
    return (
      same.length === 0 || (!whole(parent) && !same.some((other) => whole(other) || other.section === parent.section))
    );
  });
  return kept.map(({ gateway, section }) => {
    const index = gateway % gateways;
    const target = pools.pick(plan.gateways, index);
    const where = namespaceOf(plan, place, target.namespace);
    const names = [...distinctListeners(target).map(({ name }) => name), 'no-such-listener'];
    return {
      name: gatewayName(index),
      ...(where === namespace ? {} : { namespace: where }),
      ...(section === 0 ? {} : { sectionName: names[Math.min(section, names.length) - 1] }),
    };
  });
}

function buildRule(plan: Plan, place: Place, rule: RulePlan, namespace: string): object {
  const filter = buildFilter(rule.filter, place);
  const redirects = filter?.type === 'RequestRedirect';
  const single = rule.matches.slice(0, 1).map((match) => ({ ...match, exact: false }));
  const matches = needsPrefix(rule.filter) ? single : rule.matches;
  return {
    ...(matches.length > 0 ? { matches: matches.map(buildMatch) } : {}),
    ...(filter ? { filters: [filter] } : {}),
    ...(redirects
      ? {}
      : { backendRefs: rule.backends.map((backend) => buildBackend(plan, place, backend, namespace)) }),
  };
}

function buildMatch({ path, exact, headers, method, query }: MatchPlan): object {
  const named = pools.pick(pools.methods, method);
  const values = (pairs: MatchPlan['headers'], names: readonly string[]) => {
    const entries = pairs.map(([name, value]) => ({
      name: pools.pick(names, name),
      value: pools.pick(pools.headerValues, value),
    }));
    return entries.filter((entry, index) => entries.findIndex(({ name }) => name === entry.name) === index);
  };
  return {
    path: { type: exact ? 'Exact' : 'PathPrefix', value: pools.pick(pools.paths, path) },
    ...(headers.length > 0 ? { headers: values(headers, pools.headerNames) } : {}),
    ...(query.length > 0 ? { queryParams: values(query, pools.parameterNames) } : {}),
    ...(named === undefined ? {} : { method: named }),
  };
}

function buildBackend(plan: Plan, place: Place, backend: BackendPlan, namespace: string): object {
  const { group, kind } = pools.pick(pools.backendKinds, backend.kind);
  const index = backend.service % (plan.services.length + 1);
  const service = plan.services[index];
  const where = service ? namespaceOf(plan, place, service.namespace) : namespace;
  const shape = service && pools.pick(pools.serviceShapes, service.shape);
  const ports = shape?.ports.flatMap(({ port, pod }) => (pod === 'dead' ? [] : [port])) ?? [8080];
  return {
    ...(group === '' ? {} : { group, kind }),
    name: service ? serviceName(index) : 'no-such-service',
    ...(where === namespace ? {} : { namespace: where }),
    port: ports[backend.port] ?? (backend.port === 0 ? 8080 : 7777),
    weight: pools.pick(pools.weights, backend.weight),
  };
}

function unique<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}
