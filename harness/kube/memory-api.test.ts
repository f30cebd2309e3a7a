import { isRecord } from '../common/guards.ts';
import { findKind, groupOf, isKind } from '../kinds/index.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import { UnknownKindError } from './discovery.ts';
import { keyOf, storageName } from './key.ts';
import type { KubeApi } from './types.ts';
import { createWatchCache, type WatchCache } from './watch/cache.ts';

/** A KubeApi over a map, for tests of what stands upon the interface. */
export interface MemoryApi extends KubeApi {
  objects: Map<string, KubeObject>;
  /** `apply Namespace a`, in order. */
  writes: string[];
  /** Changes an object as a controller would. */
  put(object: KubeObject): KubeObject;
}

/** `onApply` plays the controllers: what it gives is what is stored. */
export function createMemoryApi(
  present: readonly KubeObject[] = [],
  onApply: (object: KubeObject) => KubeObject = (object) => object,
): MemoryApi {
  const objects = new Map<string, KubeObject>();
  const cache: Map<string, WatchCache> = new Map();
  const writes: string[] = [];
  let version = 0;

  function cacheOf(kind: string): WatchCache {
    const known = cache.get(kind);
    if (known) {
      return known;
    }
    const made = createWatchCache();
    made.replace(
      [...objects.values()].filter((object) => object.kind === kind),
      String(version),
    );
    cache.set(kind, made);
    return made;
  }
  function put(object: KubeObject): KubeObject {
    version += 1;
    const uid = objects.get(storageName(keyOf(object)))?.metadata.uid ?? `uid-${version}`;
    const stored = { ...object, metadata: { generation: 1, ...object.metadata, uid, resourceVersion: `${version}` } };
    objects.set(storageName(keyOf(object)), stored);
    cache.get(object.kind)?.change(stored, `${version}`);
    return stored;
  }
  function remove(key: ObjectKey): boolean {
    const object = objects.get(storageName(key));
    objects.delete(storageName(key));
    if (object) {
      version += 1;
      cache.get(key.kind)?.remove(object, `${version}`);
    }
    return object !== undefined;
  }
  for (const object of present) {
    put(object);
  }

  return {
    objects,
    writes,
    put,
    serverVersion: async () => 'v1.0.0',
    async listKinds() {
      const kinds = [...objects.values()].map(({ apiVersion, kind }) => {
        return [`${apiVersion} ${kind}`, { group: groupOf(apiVersion), kind }] as const;
      });
      return [...new Map(kinds).values()];
    },
    get: async (key) => objects.get(storageName(key)),
    async chooseVersion(kind, wanted) {
      // Of kinds that only some clusters have, those whose objects are there.
      const isRare = !wanted.includes('gateway.networking') && findKind(kind) === undefined;
      if (isRare && ![...objects.values()].some((object) => isKind(object, kind))) {
        throw new UnknownKindError(`no ${kind.kind}`);
      }
      return wanted;
    },
    list: async (kind, { namespace, labelSelector } = {}) =>
      [...objects.values()].filter(
        (object) =>
          isKind(object, kind) &&
          (!namespace || object.metadata.namespace === namespace) &&
          matches(object, labelSelector),
      ),
    async apply(object) {
      writes.push(`apply ${storageName(keyOf(object))}`);
      return put(onApply(object));
    },
    tryApply: async (object) => onApply(object),
    tryCreate: async (object) => onApply(object),
    tryMerge: async (object) => onApply(object),
    async tryVerb(_verb, object) {
      onApply(object);
    },
    async patch(key, merge) {
      const object = objects.get(storageName(key));
      return put({ ...(object as KubeObject), ...(isRecord(merge) ? merge : {}) } as KubeObject);
    },
    async delete(key) {
      writes.push(`delete ${storageName(key)}`);
      return remove(key);
    },
    observe: (key, signal, options) =>
      cacheOf(key.kind).observe(key, undefined, { signal, every: options?.every ?? false }),
    observeAll: ({ kind }, signal) => cacheOf(kind).observeAll(signal),
    podLogs: async (_namespace, pod) => `${pod} says hello\n`,
    close: () => undefined,
  };
}

function matches(object: KubeObject, selector = ''): boolean {
  return selector
    .split(',')
    .filter(Boolean)
    .every((part) => {
      const [key = '', value] = part.split('=');
      const label = object.metadata.labels?.[key];
      return value === undefined ? label !== undefined : label === value;
    });
}
