import { keyOf, type StoredObject } from './meta.ts';
import { type Model, renewModel } from './model.ts';

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
  /** A model of what is known now. Maps that nothing of has changed are those of the last one. */
  snapshot(): Model;
}

export function createCache(kinds: readonly string[]): Cache {
  const objects = new Map<string, Map<string, StoredObject>>();
  const mapOf = (kind: string) => objects.get(kind) ?? new Map<string, StoredObject>();
  const changed = new Set<string>();
  let model: Model | undefined;
  const set = (object: StoredObject) => {
    const known = mapOf(object.kind).get(keyOf(object));
    // The watch may tell of a version that was overwritten since.
    if (known && !isNewer(object, known)) return false;
    mapOf(object.kind).set(keyOf(object), object);
    changed.add(object.kind);
    return true;
  };
  return {
    set,
    refresh(object) {
      if (mapOf(object.kind).get(keyOf(object))?.metadata.uid === object.metadata.uid) set(object);
    },
    replace(kind, list) {
      objects.set(kind, new Map(list.map((object) => [keyOf(object), object])));
      changed.add(kind);
    },
    delete(object) {
      const known = mapOf(object.kind).get(keyOf(object));
      if (known && known.metadata.uid !== object.metadata.uid && isNewer(known, object)) return;
      mapOf(object.kind).delete(keyOf(object));
      changed.add(object.kind);
    },
    get: (kind, key) => mapOf(kind).get(key),
    isComplete: () => kinds.every((kind) => objects.has(kind)),
    snapshot() {
      model = renewModel(model, objects, changed);
      changed.clear();
      return model;
    },
  };
}

/** Versions are compared as numbers, which the API allows since Kubernetes 1.35 and every server has kept to. */
function isNewer(object: StoredObject, than: StoredObject): boolean {
  return BigInt(object.metadata.resourceVersion ?? 0) > BigInt(than.metadata.resourceVersion ?? 0);
}
