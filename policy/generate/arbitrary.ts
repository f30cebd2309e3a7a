import fc from 'fast-check';
import { filterPlaces } from './objects/filters.ts';
import type {
  Change,
  GatewayPlan,
  GrantPlan,
  ListenerPlan,
  MatchPlan,
  ParentPlan,
  Plan,
  RoutePlan,
  RulePlan,
  ServicePlan,
} from './plan.ts';
import * as pools from './pools.ts';
import { arbitraryWorld, type WorldLimits } from './world/arbitrary.ts';

/** What plans may be made of. */
export interface PlanLimits {
  gateways: number;
  routes: number;
  services: number;
  changes: number;
  /** Features that the implementation claims: what needs others is not generated. */
  features: ReadonlySet<string>;
  /** Routes without hostnames: only where each Gateway has an address of its own. */
  catchAll: boolean;
  /** TLS listeners. */
  https: boolean;
  /** Worlds of all kinds of routes, too, half of the plans; undefined: none. */
  world?: WorldLimits;
}

export const defaultLimits: PlanLimits = {
  gateways: 2,
  routes: 4,
  services: 3,
  changes: 5,
  features: new Set(),
  catchAll: true,
  https: true,
};

const namespaceCount = 3;

/** Plans, by fast-check: the same seed gives the same ones, and each can be made smaller. */
export function arbitraryPlan(limits: PlanLimits): fc.Arbitrary<Plan> {
  const { world } = limits;
  const plans = arbitraryHttpPlan(limits);
  if (!world) return plans;
  const empty = { namespaces: [], gateways: [], services: [], grants: [], routes: [], routesFirst: false, changes: [] };
  return fc.oneof(
    plans,
    arbitraryWorld(world).map((each): Plan => ({ ...empty, world: each })),
  );
}

function arbitraryHttpPlan(limits: PlanLimits): fc.Arbitrary<Plan> {
  const parts = arbitraryParts(limits);
  return fc.record({
    namespaces: fc.tuple(...Array.from({ length: namespaceCount }, () => fc.constantFrom(0, 1, 1, 2))),
    gateways: fc.array(parts.gateway, { minLength: 1, maxLength: limits.gateways }),
    services: fc.array(parts.service, { minLength: 1, maxLength: limits.services }),
    grants: fc.array(parts.grant, { maxLength: 2 }),
    routes: fc.array(parts.route, { minLength: 1, maxLength: limits.routes }),
    routesFirst: fc.boolean(),
    changes: fc.array(parts.change, { maxLength: limits.changes, size: 'max' }),
  });
}

interface Parts {
  gateway: fc.Arbitrary<GatewayPlan>;
  service: fc.Arbitrary<ServicePlan>;
  grant: fc.Arbitrary<GrantPlan>;
  route: fc.Arbitrary<RoutePlan>;
  change: fc.Arbitrary<Change>;
}

function arbitraryParts(limits: PlanLimits): Parts {
  const namespace = fc.nat(namespaceCount - 1);
  const listener: fc.Arbitrary<ListenerPlan> = fc.record({
    hostname: fc.nat(pools.listenerHostnames.length - 1),
    port: fc.nat(limits.https ? pools.listenerPorts.length - 1 : 1),
    from: fc.constantFrom('All', 'All', 'Selector', 'Selector', 'Same'),
    team: fc.constantFrom(1, 1, 1, 2),
    kinds: often(0, 1, 2, 3),
    certificate: often(0, 1, 2, 3),
  });
  const gateway = fc.record({ namespace, listeners: fc.array(listener, { minLength: 1, maxLength: 4 }) });
  const service = fc.record({
    namespace: often(0, 1, 2),
    pod: fc.nat(3),
    shape: fc.constantFrom(0, 0, 1, 2, 2, 3),
  });
  const grant = fc.record({
    service: fc.nat(limits.services - 1),
    route: fc.nat(limits.routes - 1),
    flaw: often(0, ...pools.grantFlaws.map((_, place) => place)),
  });
  const rule = arbitraryRule(limits);
  const parents: fc.Arbitrary<readonly ParentPlan[]> = fc.array(
    fc.record({ gateway: fc.nat(limits.gateways - 1), section: often(0, 1, 2, 3) }),
    {
      maxLength: 3,
    },
  );
  const hostnames = fc.array(fc.nat(pools.routeHostnames.length - 1), {
    minLength: limits.catchAll ? 0 : 1,
    maxLength: 2,
  });
  const route = fc.record({
    namespace: often(0, 1, 2),
    name: fc.nat(pools.routeNames.length - 1),
    hostnames,
    parents: fc.oneof(fc.constant<readonly ParentPlan[]>([{ gateway: 0, section: 0 }]), parents),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
    younger: often(false, false, false, true),
  });
  return {
    gateway,
    service,
    grant,
    route,
    change: arbitraryChange({ listener, service, grant, route, rule, parents, hostnames }),
  };
}

function arbitraryRule({ services, features }: PlanLimits): fc.Arbitrary<RulePlan> {
  const pair = (names: number) => fc.tuple(fc.nat(names - 1), fc.nat(pools.headerValues.length - 1));
  const match: fc.Arbitrary<MatchPlan> = fc.record({
    path: fc.nat(pools.paths.length - 1),
    exact: fc.boolean(),
    headers: fc.array(pair(pools.headerNames.length), { maxLength: 2 }),
    method: features.has('HTTPRouteMethodMatching') ? fc.nat(pools.methods.length - 1) : fc.constant(0),
    query: features.has('HTTPRouteQueryParamMatching')
      ? fc.array(pair(pools.parameterNames.length), { maxLength: 2 })
      : fc.constant([]),
  });
  const backend = fc.record({
    service: fc.nat(services),
    port: often(0, 1, 2),
    weight: often(0, 1, 2, 3),
    kind: often(0, 0, 0, 1),
  });
  return fc.record({
    matches: fc.array(match, { maxLength: 2 }),
    filter: often(0, ...filterPlaces(features).filter((place) => place > 0)),
    backends: fc.array(backend, { maxLength: 2 }),
  });
}

function arbitraryChange(parts: {
  listener: fc.Arbitrary<ListenerPlan>;
  service: fc.Arbitrary<ServicePlan>;
  grant: fc.Arbitrary<GrantPlan>;
  route: fc.Arbitrary<RoutePlan>;
  rule: fc.Arbitrary<RulePlan>;
  parents: fc.Arbitrary<readonly ParentPlan[]>;
  hostnames: fc.Arbitrary<readonly number[]>;
}): fc.Arbitrary<Change> {
  const place = fc.nat(3);
  const certificate = fc.nat(pools.certificates.length - 1);
  const as = <K extends Change['kind']>(kind: K) => fc.constant(kind);
  // What a route depends on changes more often than the route: it is what is most easily overlooked.
  return fc.oneof(
    twice(fc.record({ kind: as('serviceToggled'), service: place })),
    twice(fc.record({ kind: as('grantToggled'), grant: place })),
    twice(fc.record({ kind: as('team'), route: place, to: fc.constantFrom(0, 0, 0, 2) })),
    twice(fc.record({ kind: as('parents'), route: place, to: parts.parents })),
    twice(fc.record({ kind: as('certificate'), gateway: place, listener: place, to: certificate })),
    once(fc.record({ kind: as('routeToggled'), route: place })),
    once(fc.record({ kind: as('routeAnew'), route: place })),
    once(fc.record({ kind: as('hostnames'), route: place, to: parts.hostnames })),
    once(fc.record({ kind: as('rule'), route: place, rule: place, to: parts.rule })),
    once(fc.record({ kind: as('ruleRemoved'), route: place, rule: place })),
    once(fc.record({ kind: as('routeAdded'), to: parts.route })),
    once(fc.record({ kind: as('grant'), grant: place, to: parts.grant })),
    once(fc.record({ kind: as('grantAdded'), to: parts.grant })),
    once(fc.record({ kind: as('service'), service: place, to: parts.service })),
    once(fc.record({ kind: as('listener'), gateway: place, listener: place, to: parts.listener })),
    once(fc.record({ kind: as('listenerAdded'), gateway: place, to: parts.listener })),
    once(fc.record({ kind: as('listenerToggled'), gateway: place, listener: place })),
    once(fc.record({ kind: as('gatewayToggled'), gateway: place })),
  );
}

function once(arbitrary: fc.Arbitrary<Change>): { arbitrary: fc.Arbitrary<Change>; weight: number } {
  return { arbitrary, weight: 1 };
}

function twice(arbitrary: fc.Arbitrary<Change>): { arbitrary: fc.Arbitrary<Change>; weight: number } {
  return { arbitrary, weight: 2 };
}

/** The first one half of the time: it is the usual. */
function often<T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...others.map(() => first), ...others);
}
