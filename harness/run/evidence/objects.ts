import { allKinds, type Kind } from '../../kinds/index.ts';
import { UnknownKindError } from '../../kube/discovery.ts';
import { compareKeys, keyFor, keyOf, storageName } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import { type Attempted, attempt } from './attempt.ts';
import { redactObject } from './redact-object.ts';

/** What tells why traffic went where it went. */
const evidenceKinds = allKinds.filter(({ evidence }) => evidence);

/** The objects named by key and those of the namespaces, each once; in place of one that could not be had, why. */
export async function collectObjects(
  api: KubeApi,
  keys: readonly ObjectKey[],
  namespaces: readonly string[],
): Promise<unknown[]> {
  const named = keys.map(async (key) => [toEntry(key, await attempt(() => api.get(key)))]);
  const listed = namespaces.flatMap((namespace) => evidenceKinds.map((kind) => listEntries(api, kind, namespace)));
  const entries = (await Promise.all([...named, ...listed])).flat();
  const unique = new Map(entries.map((entry) => [storageName(entry.key), entry]));
  return [...unique.values()].sort((left, right) => compareKeys(left.key, right.key)).map(({ shown }) => shown);
}

interface Entry {
  key: ObjectKey;
  shown: unknown;
}

function toEntry(key: ObjectKey, attempted: Attempted<KubeObject | undefined>): Entry {
  if ('unavailable' in attempted) {
    return { key, shown: standIn(key, attempted.unavailable) };
  }
  return { key, shown: attempted.value ? redactObject(attempted.value) : standIn(key, 'it does not exist') };
}

async function listEntries(api: KubeApi, kind: Kind, namespace: string): Promise<Entry[]> {
  const attempted = await attempt(() => api.list(kind, { namespace }).catch(noneOfUnknownKind));
  if ('unavailable' in attempted) {
    const key = keyFor(kind, '*', namespace);
    return [{ key, shown: standIn(key, attempted.unavailable) }];
  }
  return attempted.value.map((object) => ({ key: keyOf(object), shown: redactObject(object) }));
}

function noneOfUnknownKind(error: unknown): KubeObject[] {
  if (error instanceof UnknownKindError) {
    return [];
  }
  throw error;
}

function standIn({ group, kind, namespace, name }: ObjectKey, unavailable: string): unknown {
  return { ...(group ? { group } : {}), kind, metadata: { name, ...(namespace ? { namespace } : {}) }, unavailable };
}
