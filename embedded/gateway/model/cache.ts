import { keyOf, type StoredObject } from './meta.ts';
import { buildModel, type Model } from './model.ts';

/** The objects as last seen. What the gateway wrote itself counts as seen. */
export interface Cache {
  replace(kind: string, objects: readonly StoredObject[]): void;
  /** False where this version, or a newer one, was known already. */
  set(object: StoredObject): boolean;
  /** Takes what a write of ours gave back, unless the object has gone meanwhile. */
  refresh(object: StoredObject): void;
  delete(object: StoredObject): void;
  get(kind: string, key: string): StoredObject | undefined;
  /** Whether every kind has been listed. */
  isComplete(): boolean;
  snapshot(): Model;
}

export function createCache(kinds: readonly string[]): Cache {
  const objects = new Map<string, Map<string, StoredObject>>();
  const mapOf = (kind: string) => objects.get(kind) ?? new Map<string, StoredObject>();
  const set = (object: StoredObject) => {
    const known = mapOf(object.kind).get(keyOf(object));
    // The watch may tell of a version that was overwritten since.
    if (known && !isNewer(object, known)) return false;
    mapOf(object.kind).set(keyOf(object), object);
    return true;
  };
  return {
    set,
    refresh(object) {
      if (mapOf(object.kind).get(keyOf(object))?.metadata.uid === object.metadata.uid) set(object);
    },
    replace: (kind, list) => void objects.set(kind, new Map(list.map((object) => [keyOf(object), object]))),
    delete(object) {
      const known = mapOf(object.kind).get(keyOf(object));
      if (known && known.metadata.uid !== object.metadata.uid && isNewer(known, object)) return;
      mapOf(object.kind).delete(keyOf(object));
    },
    get: (kind, key) => mapOf(kind).get(key),
    isComplete: () => kinds.every((kind) => objects.has(kind)),
    snapshot: () => buildModel([...objects.values()].flatMap((map) => [...map.values()])),
  };
}

/** Versions are compared as numbers, which the API allows since Kubernetes 1.35 and every server has kept to. */
function isNewer(object: StoredObject, than: StoredObject): boolean {
  return BigInt(object.metadata.resourceVersion ?? 0) > BigInt(than.metadata.resourceVersion ?? 0);
}
