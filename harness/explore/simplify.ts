import type fc from 'fast-check';
import type { Plan, RulePlan } from '../../policy/generate/index.ts';

/** Smaller plans, the ones that save most first. */
export type Simplifier = (plan: Plan) => Iterable<Plan>;

/** Steps from coarse to fine: each is done until it gives nothing more, before the next is begun. */
export function listSimplifiers(arbitrary: fc.Arbitrary<Plan>): readonly Simplifier[] {
  return [keepOne, simplifyRules, removeOne, zeroOne, (plan) => shrinkBy(arbitrary, plan)];
}

/** One route with one rule; one Gateway; one change. */
function* keepOne(plan: Plan): Generator<Plan> {
  for (const route of plan.routes)
    for (const rules of [...route.rules.map((rule) => [rule]), route.rules])
      yield { ...plan, routes: [{ ...route, rules }], changes: [], grants: [] };
  for (const gateway of plan.gateways)
    for (const listener of gateway.listeners)
      yield { ...plan, gateways: [{ ...gateway, listeners: [listener] }], changes: [], grants: [] };
  for (const change of plan.changes) yield { ...plan, changes: [change], grants: [] };
  for (const part of ['changes', 'grants'] as const) if (plan[part].length > 0) yield { ...plan, [part]: [] };
}

/** All rules at once without what is perhaps not needed. */
function* simplifyRules(plan: Plan): Generator<Plan> {
  const simplify = (change: (rule: RulePlan) => RulePlan): Plan => ({
    ...plan,
    routes: plan.routes.map((route) => ({ ...route, rules: route.rules.map(change) })),
  });
  yield simplify(() => ({ matches: [], filter: 0, backends: [] }));
  yield simplify((rule) => ({ ...rule, filter: 0, backends: [] }));
  yield simplify((rule) => ({ ...rule, matches: [] }));
  yield simplify((rule) => ({ ...rule, filter: 0 }));
}

/** Fewest entries of each list, by its name; the others may be empty. */
const least: Readonly<Record<string, number>> = {
  gateways: 1,
  services: 1,
  routes: 1,
  rules: 1,
  listeners: 1,
  namespaces: 3,
};

/** One entry of one list less, anywhere. */
function removeOne(plan: Plan): Iterable<Plan> {
  return changeEach(plan, (value, name) => {
    if (!Array.isArray(value) || value.length <= (least[name] ?? 0) || isPair(value)) return [];
    return value.map((_, place) => value.filter((__, index) => index !== place));
  });
}

/** Headers and parameters are a pair of numbers, not a list. */
function isPair(value: readonly unknown[]): boolean {
  return value.length === 2 && value.every((entry) => typeof entry === 'number');
}

/** One number or choice the simplest, anywhere. */
function zeroOne(plan: Plan): Iterable<Plan> {
  return changeEach(plan, (value, name) => {
    if (typeof value === 'number') return [...new Set([0, 1])].filter((less) => less < value);
    if (value === true) return [false];
    return name === 'from' && value !== 'All' && typeof value === 'string' ? ['All'] : [];
  });
}

function* shrinkBy(arbitrary: fc.Arbitrary<Plan>, plan: Plan): Generator<Plan> {
  for (const { value } of arbitrary.shrink(plan, undefined)) yield value;
}

/** Copies of a plan in each of which one value is another. Plans are plain data, so that what has their shape is one. */
function* changeEach(plan: Plan, change: (value: unknown, name: string) => readonly unknown[]): Generator<Plan> {
  for (const copy of copies(plan, '', change)) yield copy as Plan;
}

function* copies(
  value: unknown,
  name: string,
  change: (value: unknown, name: string) => readonly unknown[],
): Generator<unknown> {
  yield* change(value, name);
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries())
      for (const copy of copies(entry, '', change)) yield value.with(index, copy);
  } else if (typeof value === 'object' && value !== null) {
    for (const [field, inner] of Object.entries(value))
      for (const copy of copies(inner, field, change)) yield { ...value, [field]: copy };
  }
}
