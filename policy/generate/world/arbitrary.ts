import fc from 'fast-check';
import { listenerHostnames, routeHostnames, routeNames } from '../pools.ts';
import { authorities, listenerKinds, methods, routeKinds, type WorldPlan } from './plan.ts';

export interface WorldLimits {
  /** Kinds of routes, of `routeKinds`, that the implementation knows. */
  kinds: readonly string[];
  listenerSets: boolean;
  policies: boolean;
  /** Routes without hostnames. */
  catchAll: boolean;
}

/** Worlds, by fast-check: the same seed gives the same ones, and each can be made smaller. */
export function arbitraryWorld({ kinds, listenerSets, policies, catchAll }: WorldLimits): fc.Arbitrary<WorldPlan> {
  const namespace = often(0, 1, 2);
  const age = often(0, 1, 2);
  const listener = fc.record({
    kind: fc.nat(listenerKinds.length - 1),
    hostname: fc.nat(listenerHostnames.length - 1),
    from: often(0, 1, 2),
  });
  const service = fc.nat(2);
  const rule = fc.record({
    matches: fc.array(fc.record({ method: fc.nat(methods.length - 1), header: often(0, 1, 2), path: fc.nat(3) }), {
      maxLength: 2,
    }),
    backends: fc.array(fc.record({ service, weight: often(0, 1, 2), lost: often(false, true) }), {
      minLength: 1,
      maxLength: 2,
    }),
  });
  const places = routeKinds.flatMap((kind, place) => (kinds.includes(kind) ? [place] : []));
  const route = fc.record({
    kind: fc.constantFrom(...places),
    namespace,
    name: fc.nat(routeNames.length - 1),
    age,
    hostnames: fc.array(fc.nat(routeHostnames.length - 1), { minLength: catchAll ? 0 : 1, maxLength: 2 }),
    parent: listenerSets ? often(0, 1, 2) : fc.constant(0),
    section: often(0, 1, 2, 3, 4),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  });
  const policy = fc.record({ service, authority: fc.nat(authorities.length - 1), section: fc.boolean(), age });
  const set = fc.record({ namespace, age, listeners: fc.array(listener, { minLength: 1, maxLength: 2 }) });
  return fc.record({
    allowed: listenerSets ? often(0, 1, 2, 3) : fc.constant(3),
    terminates: fc.boolean(),
    listeners: fc.array(listener, { minLength: 1, maxLength: 5, size: 'max' }),
    sets: listenerSets ? fc.array(set, { maxLength: 2 }) : fc.constant([]),
    services: fc.array(fc.record({ namespace, pod: fc.nat(3), state: often(0, 0, 1, 2) }), {
      minLength: 1,
      maxLength: 3,
    }),
    grants: fc.array(fc.record({ kind: fc.nat(routeKinds.length), from: fc.nat(2), namespace: fc.nat(2) }), {
      maxLength: 2,
    }),
    routes: fc.array(route, { minLength: 1, maxLength: 5, size: 'max' }),
    policies: policies ? fc.array(policy, { maxLength: 2 }) : fc.constant([]),
  });
}

/** The first one half of the time: it is the usual. */
function often<T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...others.map(() => first), ...others);
}
