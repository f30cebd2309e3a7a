import { linksOf } from '../rules/world/links.ts';
import { referencesOf } from '../rules/world/references.ts';
import type { World } from '../rules/world/world.ts';

/** How many references lead to objects of which neither the files nor what stands around them tell anything. */
export function countOutside(world: World): number {
  const targets = [...referencesOf(world).map(({ to }) => to), ...linksOf(world).map(({ parent }) => parent)];
  return targets.filter((target) => world.presenceOf(target) === 'outside').length;
}
