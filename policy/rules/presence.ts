import { distance } from 'fastest-levenshtein';
import type { Level } from './types.ts';
import { nameOf } from './world/identify.ts';
import type { WorldObject } from './world/types.ts';
import type { World } from './world/world.ts';

type Named = Pick<WorldObject, 'group' | 'kind' | 'namespace' | 'name'>;

export interface Absence {
  level: Level;
  message: string;
}

/**
 * What is to be said of an object that is referred to and not there: an error where the world is closed, a warning where
 * other objects of its kind stand in its namespace, nothing where no file tells of any.
 */
export function findAbsence(world: World, target: Named): Absence | undefined {
  const presence = world.presenceOf(target);
  if (presence === 'present' || presence === 'outside') return undefined;
  const near = nearestName(target.name, world.namesOf(target));
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  const around = target.namespace === '' ? 'in the files' : 'of its namespace in the files';
  const where = presence === 'missing' ? 'does not exist' : `is not among those ${around}`;
  return { level: presence === 'missing' ? 'error' : 'warning', message: `${nameOf(target)} ${where}${hint}` };
}

/** The known name that comes closest, if any is close. Case does not count. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: { name: string; apart: number } | undefined;
  for (const candidate of known) {
    if (candidate === name) continue;
    const apart = distance(name.toLowerCase(), candidate.toLowerCase());
    if (apart >= Math.min(name.length, candidate.length)) continue;
    if (apart < (best?.apart ?? Math.max(2, name.length / 3) + 0.1)) best = { name: candidate, apart };
  }
  return best?.name;
}
