import type { Manifest } from '../../apimachinery/manifests/index.ts';
import type { Spot } from './result.ts';
import { nameOf } from './sides/objects.ts';
import type { Decider } from './types.ts';

/** Finds where the fields of objects stand. */
export interface Spots {
  of(decider: Decider): Spot;
}

/** @param manifests undefined entries do not exist: objects of a cluster have no place */
export function createSpots(manifests: readonly Manifest[]): Spots {
  const known = new Map(
    manifests.map((manifest) => [`${String(manifest.value.kind)} ${nameOf(manifest.value)}`, manifest]),
  );
  return {
    of({ object, field }) {
      const manifest = known.get(object);
      return { object, field, ...(manifest ? { source: manifest.source, ...manifest.locate(field) } : {}) };
    },
  };
}
