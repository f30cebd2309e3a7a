import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import { storageName } from '../key.ts';

/** The last write of this client to an object: an observer that starts later must not be shown an older state. */
export type LastWrite = { resourceVersion: string } | { deletedUid: string };

export interface WriteLog {
  wrote(object: KubeObject, key: ObjectKey): void;
  /** `body` is what the server answered to the deletion. */
  deleted(key: ObjectKey, body: unknown): void;
  last(key: ObjectKey): LastWrite | undefined;
}

export function createWriteLog(): WriteLog {
  const writes = new Map<string, LastWrite>();
  return {
    wrote(object, key) {
      const resourceVersion = object.metadata.resourceVersion;
      if (resourceVersion) {
        writes.set(storageName(key), { resourceVersion });
      }
    },
    deleted(key, body) {
      const uid = findUid(body);
      if (uid) {
        writes.set(storageName(key), { deletedUid: uid });
      } else {
        writes.delete(storageName(key));
      }
    },
    last: (key) => writes.get(storageName(key)),
  };
}

/**
 * Whether a cache that has seen everything up to `seenVersion` includes the write. Resource versions are decimal and
 * grow within a kind (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions); where they are
 * not, nothing can be said and the cache is taken as it is.
 */
export function includesWrite(
  write: LastWrite | undefined,
  cached: KubeObject | undefined,
  seenVersion: string,
): boolean {
  if (!write) {
    return true;
  }
  if ('deletedUid' in write) {
    return cached?.metadata.uid !== write.deletedUid || cached.metadata.deletionTimestamp !== undefined;
  }
  if (!/^\d+$/.test(write.resourceVersion) || !/^\d+$/.test(seenVersion)) {
    return true;
  }
  return BigInt(seenVersion) >= BigInt(write.resourceVersion);
}

// A finished deletion is answered with a Status (`details.uid`), one that finalizers hold up with the object.
function findUid(body: unknown): string | undefined {
  const fields = body as { details?: { uid?: unknown }; metadata?: { uid?: unknown } } | undefined;
  const uid = fields?.details?.uid ?? fields?.metadata?.uid;
  return typeof uid === 'string' ? uid : undefined;
}
