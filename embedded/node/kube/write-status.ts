import type { Cache } from './cache.ts';
import { type NodeContext, tolerate } from './context.ts';
import type { KubeObject } from './objects.ts';
import { holdsStatus } from './status.ts';

/**
 * Writes the fields of a status that the object does not have yet, and enters the answer into the cache.
 * @param groupPath `/apis/apps/v1`
 */
export async function writeStatus<T extends KubeObject & { status?: object }>(
  { client }: NodeContext,
  cache: Cache<T>,
  [groupPath, plural]: readonly [groupPath: string, plural: string],
  { metadata, status: known }: T,
  status: object,
): Promise<void> {
  if (holdsStatus(known, status)) return;
  const path = `${groupPath}/namespaces/${metadata.namespace}/${plural}/${metadata.name}/status`;
  const updated = await tolerate(['NotFound'], client.call<T>('PATCH', path, { status }));
  if (updated) cache.put(updated);
}
