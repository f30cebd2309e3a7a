import { groupBy } from '../group.ts';
import type { Rule } from '../types.ts';
import { gatewayGroup, nameOf } from '../world/identify.ts';
import { linksOf } from '../world/links.ts';
import type { Policy, Reference, WorldObject } from '../world/types.ts';
import type { World } from '../world/world.ts';

type Named = Pick<Reference, 'group' | 'kind' | 'namespace' | 'name'>;

export const inheritedPolicyRules: readonly Rule[] = [
  {
    id: 'policy-inherited',
    topic: 'Policies',
    level: 'info',
    title: 'A policy for something above the target reaches it, too',
    clause: 'https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/geps/gep-713/index.md#L1206-L1210',
    explanation:
      'Policies that are inherited count for all that hangs below their target: a GatewayClass, a Gateway, a Namespace. What they say under overrides wins over a policy nearer to the object; what they say under defaults, or plainly, gives way to it. Kinds that their CRD labels Direct are not inherited.',
    fix: 'Nothing, where it is meant so. Else narrow the upper policy, or say there under overrides what has to hold.',
    *check(world) {
      const inherited = world.policies.filter(({ object }) => !world.isDirectPolicy(object));
      if (inherited.length < 2) return;
      const parents = parentsOf(world);
      for (const kind of groupBy(inherited, ({ object }) => `${object.group} ${object.kind}`).values()) {
        const uppers = groupBy(
          kind.flatMap((policy) => policy.targets.map((target) => ({ policy, key: keyOf(target) }))),
          ({ key }) => key,
        );
        for (const { object, targets } of kind) {
          for (const target of targets) {
            for (const above of ancestorsOf(target, parents)) {
              for (const { policy } of uppers.get(keyOf(above)) ?? []) {
                if (policy.object === object) continue;
                yield {
                  object,
                  path: target.path,
                  message: `${nameOf(policy.object)}, for ${nameOf(above)}, reaches ${nameOf(target)}, too; ${sayWho(policy)}`,
                  related: [{ object: policy.object, path: 'spec', message: 'the policy above' }],
                };
              }
            }
          }
        }
      }
    },
  },
];

function sayWho({ object }: Policy): string {
  const spec = object.value.spec as { overrides?: unknown; defaults?: unknown } | undefined;
  if (spec?.overrides !== undefined && spec.defaults !== undefined)
    return 'its overrides win over this one, its defaults give way to it';
  return spec?.overrides === undefined
    ? 'where both say something, this one counts'
    : 'its overrides win over this one';
}

/** What a route attaches to, and the class of a Gateway. */
function parentsOf(world: World): ReadonlyMap<string, readonly Named[]> {
  const parents = new Map<string, Named[]>();
  const add = (child: Named, parent: Named) => {
    const known = parents.get(keyOf(child)) ?? [];
    if (!known.some((each) => keyOf(each) === keyOf(parent))) parents.set(keyOf(child), [...known, parent]);
  };
  for (const { route, candidates } of linksOf(world)) {
    for (const { listener, obstacle } of candidates) if (obstacle === undefined) add(route.object, listener.owner);
  }
  for (const { object, parent } of world.listenerSets) add(object, parent);
  for (const { object, className } of world.gateways) {
    add(object, { group: gatewayGroup, kind: 'GatewayClass', namespace: '', name: className });
  }
  return parents;
}

/** All that is above, each once: also the namespace of a target. */
function ancestorsOf(target: Named, parents: ReadonlyMap<string, readonly Named[]>): readonly Named[] {
  const found = new Map<string, Named>();
  const visit = (child: Named) => {
    const space = { group: '', kind: 'Namespace', namespace: '', name: child.namespace };
    for (const parent of [...(child.namespace === '' ? [] : [space]), ...(parents.get(keyOf(child)) ?? [])]) {
      if (found.has(keyOf(parent))) continue;
      found.set(keyOf(parent), parent);
      visit(parent);
    }
  };
  visit(target);
  return [...found.values()];
}

function keyOf({ group, kind, namespace, name }: Named | WorldObject): string {
  const isOfCluster = kind === 'Namespace' || kind === 'GatewayClass';
  return `${group} ${kind} ${isOfCluster ? '' : namespace} ${name}`;
}
