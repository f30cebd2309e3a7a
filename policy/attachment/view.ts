import type { JsonObject } from '../../apimachinery/types.ts';
import { groupBy } from '../rules/group.ts';
import { compareAge } from '../rules/world/age.ts';
import { nameOf } from '../rules/world/identify.ts';
import type { Policy } from '../rules/world/types.ts';
import { World } from '../rules/world/world.ts';
import { combine, listValues, type Stacked, type Value } from './combine.ts';
import { keyOfPlace, listScopes, type Place, type Scope } from './scopes.ts';
import { readSaid, type Strategy } from './strategy.ts';

export interface PolicyOfTarget {
  policy: string;
  strategy: Strategy;
  /** What the policy names; another object than the target where it is inherited. */
  targets: string;
  inherited: boolean;
  /** How much of it counts here. */
  effect: 'whole' | 'part' | 'none';
  /** Whose values count in place of its own. */
  yieldsTo?: readonly string[];
}

/** What policies of one kind come to, for one object or section. */
export interface EffectivePolicy {
  target: string;
  kind: string;
  class: 'Direct' | 'Inherited';
  /** Where it is so; missing where there is one context only. */
  through?: readonly string[];
  /** The least specific first. */
  policies: readonly PolicyOfTarget[];
  values: readonly Value[];
}

export interface PoliciesView {
  effective: readonly EffectivePolicy[];
  /** What policies name and the files do not have. */
  unknown: readonly { policy: string; target: string }[];
}

interface Attached {
  policy: Policy;
  place: Place;
}

/**
 * Policies by GEP-713 among objects: what counts for each Gateway, listener, route, rule, Service and port, and where each
 * value came from. Kinds whose CRD is there and labels them, and what is called a policy and has a targetRef.
 */
export function viewPolicies(objects: readonly JsonObject[], now: Date): PoliciesView {
  const world = new World(objects, [], { namespace: 'default', namespaceIsSure: true, closed: false, now });
  const attached = world.policies.flatMap((policy) =>
    policy.targets.map(({ group, kind, namespace, name, sectionName: section }): Attached => {
      return { policy, place: { group, kind, namespace, name, ...(section === undefined ? {} : { section }) } };
    }),
  );
  const byPlace = groupBy(attached, ({ place }) => keyOfPlace(place));
  const scopes = listScopes(world);
  const known = new Set(scopes.flatMap(({ path }) => path.map(keyOfPlace)));
  return {
    effective: mergeContexts(scopes.flatMap((scope) => viewScope(world, scope, byPlace))),
    unknown: attached
      .filter(({ place }) => !known.has(keyOfPlace(place)))
      .map(({ policy, place }) => ({ policy: nameOf(policy.object), target: namePlace(place) })),
  };
}

export function namePlace(place: Place): string {
  const name = nameOf(place.kind === 'Namespace' ? { ...place, namespace: '' } : place);
  return place.section === undefined ? name : `${name} section ${place.section}`;
}

function viewScope(world: World, scope: Scope, byPlace: ReadonlyMap<string, readonly Attached[]>): EffectivePolicy[] {
  const reaching = scope.path.flatMap((place) => byPlace.get(keyOfPlace(place)) ?? []);
  const kinds = groupBy(reaching, ({ policy: { object } }) => `${object.group} ${object.kind}`);
  return [...kinds.values()].flatMap((all) => {
    const [{ object }] = all.map(({ policy }) => policy) as [Policy];
    const isDirect = world.isDirectPolicy(object);
    const counted = isDirect ? all.filter(({ place }) => isOfTarget(place, scope.target)) : all;
    // What only comes from above a rule or a port says nothing that its object does not say.
    const isSaidAbove =
      scope.target.section !== undefined &&
      !counted.some(({ place }) => place.section === scope.target.section && isOfTarget(place, scope.target));
    if (counted.length === 0 || isSaidAbove) return [];
    const ordered = order(scope, counted, isDirect);
    return [describe(scope, ordered, isDirect)];
  });
}

/** The object itself, or the section of it. */
function isOfTarget(place: Place, target: Place): boolean {
  const { section: _own, ...whole } = target;
  return keyOfPlace(place) === keyOfPlace(target) || keyOfPlace(place) === keyOfPlace(whole);
}

/** The established one first: the higher, then the older one. Of direct policies the one for the section is asked first. */
function order({ path }: Scope, all: readonly Attached[], isDirect: boolean): readonly Attached[] {
  const level = ({ place }: Attached) => path.findIndex((each) => keyOfPlace(each) === keyOfPlace(place));
  return all.toSorted(
    (a, b) => (isDirect ? level(b) - level(a) : level(a) - level(b)) || compareAge(a.policy.object, b.policy.object),
  );
}

function describe(scope: Scope, ordered: readonly Attached[], isDirect: boolean): EffectivePolicy {
  const stack = ordered.map(({ policy }): Stacked => {
    return { policy: nameOf(policy.object), ...readSaid(policy, isDirect) };
  });
  const values = combine(stack);
  const policies = ordered.map(({ place }, index): PolicyOfTarget => {
    const own = stack[index] as Stacked;
    const said = listValues(own);
    const counting = said.filter(({ path }) =>
      values.some((value) => value.from === own.policy && value.path === path),
    );
    const effect =
      counting.length === said.length && (said.length > 0 || stack.length === 1)
        ? 'whole'
        : counting.length > 0
          ? 'part'
          : 'none';
    const others = [...new Set(values.map(({ from }) => from).filter((from) => from !== own.policy))];
    return {
      ...{ policy: own.policy, strategy: own.strategy, targets: namePlace(place) },
      ...{ inherited: !isOfTarget(place, scope.target), effect },
      ...(effect === 'whole' ? {} : { yieldsTo: others }),
    };
  });
  return {
    target: namePlace(scope.target),
    kind: ordered[0]?.policy.object.kind ?? '',
    class: isDirect ? 'Direct' : 'Inherited',
    ...(scope.through ? { through: [namePlace(scope.through)] } : {}),
    policies,
    values: values.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** What is the same in several contexts is told once. */
function mergeContexts(all: readonly EffectivePolicy[]): readonly EffectivePolicy[] {
  const same = groupBy(all, ({ through: _where, ...rest }) => JSON.stringify(rest));
  return [...same.values()].map((group) => {
    const { through: _where, ...rest } = group[0] as EffectivePolicy;
    const through = [...new Set(group.flatMap((each) => each.through ?? []))];
    const isElsewhere = all.some(
      (other) => other.target === rest.target && other.kind === rest.kind && !group.includes(other),
    );
    return { ...rest, ...(isElsewhere && through.length > 0 ? { through } : {}) };
  });
}
