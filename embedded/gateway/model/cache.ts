import { keyOf, type StoredObject } from './meta.ts';
import { buildModel, type Model } from './model.ts';

/** The objects as last seen. What the gateway wrote itself counts as seen. */
export interface Cache {
  replace(kind: string, objects: readonly StoredObject[]): void;
  set(object: StoredObject): void;
  delete(object: StoredObject): void;
  get(kind: string, key: string): StoredObject | undefined;
  /** Whether every kind has been listed. */
  isComplete(): boolean;
  snapshot(): Model;
}

export function createCache(kinds: readonly string[]): Cache {
  const objects = new Map<string, Map<string, StoredObject>>();
  const mapOf = (kind: string) => objects.get(kind) ?? new Map<string, StoredObject>();
  return {
    replace: (kind, list) => void objects.set(kind, new Map(list.map((object) => [keyOf(object), object]))),
    set(object) {
      const known = mapOf(object.kind).get(keyOf(object));
      // The watch may tell of a version that was overwritten since.
      if (known && isOlder(object, known)) return;
      mapOf(object.kind).set(keyOf(object), object);
    },
    delete(object) {
      const known = mapOf(object.kind).get(keyOf(object));
      if (known && known.metadata.uid !== object.metadata.uid && !isOlder(known, object)) return;
      mapOf(object.kind).delete(keyOf(object));
    },
    get: (kind, key) => mapOf(kind).get(key),
    isComplete: () => kinds.every((kind) => objects.has(kind)),
    snapshot: () => buildModel([...objects.values()].flatMap((map) => [...map.values()])),
  };
}

/** Versions are compared as numbers, which the API allows since Kubernetes 1.35 and every server has kept to. */
function isOlder(object: StoredObject, than: StoredObject): boolean {
  return BigInt(object.metadata.resourceVersion ?? 0) < BigInt(than.metadata.resourceVersion ?? 0);
}
