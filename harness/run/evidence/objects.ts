import { UnknownKindError } from '../../kube/discovery.ts';
import { compareKeys, keyOf, storageName } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import { type Attempted, attempt } from './attempt.ts';
import { redactObject } from './redact-object.ts';

/** What tells why traffic went where it went. ConfigMaps are left out: nothing of the Gateway API reads them. */
const kinds = [
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['gateway.networking.k8s.io/v1', 'GRPCRoute'],
  ['gateway.networking.k8s.io/v1beta1', 'ReferenceGrant'],
  ['v1', 'Service'],
  ['v1', 'Secret'],
  ['v1', 'Pod'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
] as const;

/** The objects named by key and those of the namespaces, each once; in place of one that could not be had, why. */
export async function collectObjects(
  api: KubeApi,
  keys: readonly ObjectKey[],
  namespaces: readonly string[],
): Promise<unknown[]> {
  const named = keys.map(async (key) => [toEntry(key, await attempt(() => api.get(key)))]);
  const listed = namespaces.flatMap((namespace) =>
    kinds.map(([apiVersion, kind]) => listEntries(api, apiVersion, kind, namespace)),
  );
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

async function listEntries(api: KubeApi, apiVersion: string, kind: string, namespace: string): Promise<Entry[]> {
  const attempted = await attempt(() => api.list(apiVersion, kind, { namespace }).catch(noneOfUnknownKind));
  if ('unavailable' in attempted) {
    const key = { apiVersion, kind, namespace, name: '*' };
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

function standIn({ apiVersion, kind, namespace, name }: ObjectKey, unavailable: string): unknown {
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) }, unavailable };
}
