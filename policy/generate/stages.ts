import { applyChange } from './changes.ts';
import { buildGateways, buildNamespaces } from './objects/gateways.ts';
import { buildRoutes } from './objects/routes.ts';
import { buildGrants, buildServices } from './objects/services.ts';
import { describeManifest, type Manifest, type Place } from './place.ts';
import type { Plan } from './plan.ts';
import { buildWorld } from './world/build.ts';
import type { WorldPlan } from './world/plan.ts';

/** What is done to the cluster, in this order. */
export type Operation =
  | { kind: 'delete'; object: Manifest }
  /** @param younger more than a second must have passed since the object before it was made */
  | { kind: 'apply'; object: Manifest; younger: boolean };

/** The world after some operations, all of them made at once. */
export interface Stage {
  /** What was changed, one phrase; empty for the first stage. */
  title: string;
  operations: readonly Operation[];
  objects: readonly Manifest[];
  /** Changes of the plan that lead here. */
  changes: number;
}

/** The first world of a plan, and one more for each of its changes that changes something. */
export function planStages(plan: Plan, place: Place): readonly Stage[] {
  const first = plan.world ? buildAged(plan.world, place) : buildObjects(plan, place);
  const operations = first.map(({ object, younger }): Operation => ({ kind: 'apply', object, younger }));
  const stages: Stage[] = [{ title: '', operations, objects: first.map(({ object }) => object), changes: 0 }];
  let current = plan;
  for (const [index, change] of plan.changes.entries()) {
    const { plan: next, title, anew } = applyChange(current, change);
    const before = buildObjects(current, place).map(({ object }) => object);
    const after = buildObjects(next, place).map(({ object }) => object);
    const steps = compareWorlds(before, after, anew);
    if (steps.length > 0) stages.push({ title, operations: steps, objects: after, changes: index + 1 });
    current = next;
  }
  return stages;
}

/** What is younger than what is made before it, to the second in which ages are told. */
function buildAged(world: WorldPlan, place: Place): readonly { object: Manifest; younger: boolean }[] {
  let age = 0;
  return buildWorld(world, place).map((aged) => {
    const younger = aged.age > age;
    age = aged.age;
    return { object: aged.object, younger };
  });
}

function buildObjects(plan: Plan, place: Place): readonly { object: Manifest; younger: boolean }[] {
  const plain = (objects: readonly Manifest[]) => objects.map((object) => ({ object, younger: false }));
  const routes = buildRoutes(plan, place);
  const gateways = plain(buildGateways(plan, place));
  const others = [
    ...plain(buildServices(plan, place)),
    ...plain(buildGrants(plan, place)),
    ...(plan.routesFirst ? [...routes, ...gateways] : [...gateways, ...routes]),
  ];
  // Namespaces are dear to make: those only that something stands in.
  const used = new Set(others.map(({ object }) => object.metadata.namespace));
  return [...plain(buildNamespaces(plan, place).filter(({ metadata }) => used.has(metadata.name))), ...others];
}

/** @param anew the end of the name of an object that is deleted and made again */
function compareWorlds(
  before: readonly Manifest[],
  after: readonly Manifest[],
  anew: string | undefined,
): readonly Operation[] {
  const known = new Map(before.map((object) => [describeManifest(object), JSON.stringify(object)]));
  const wanted = new Set(after.map(describeManifest));
  const isAnew = (object: Manifest) => anew !== undefined && describeManifest(object).endsWith(anew);
  const deleted = before.filter((object) => !wanted.has(describeManifest(object)) || isAnew(object));
  const applied = after.filter(
    (object) => known.get(describeManifest(object)) !== JSON.stringify(object) || isAnew(object),
  );
  return [
    ...deleted.map((object): Operation => ({ kind: 'delete', object })),
    // It must be younger than what was made before it for its age to decide anything.
    ...applied.map((object): Operation => ({ kind: 'apply', object, younger: isAnew(object) })),
  ];
}
