import { ApiError, tooOld } from '../errors/status.ts';
import type { Resource } from '../resources/types.ts';
import { formatObject } from '../server/respond.ts';
import { showList, type View } from '../server/views.ts';
import type { Stored } from '../store/stored.ts';
import type { Cluster } from './context.ts';
import { readRevision, readSelectors } from './options.ts';

/** The objects that a list request selects, by namespace and name. */
export function selectObjects(
  cluster: Cluster,
  resource: Resource,
  namespace: string | undefined,
  query: URLSearchParams,
): Stored[] {
  const matches = readSelectors(query, resource);
  const found = cluster.store.collection(resource.storage).list(namespace);
  return matches ? found.filter(({ object }) => matches(object)) : found;
}

/** The JSON of a list. Items of built-in kinds carry no kind, as on a real server. */
export function formatList(cluster: Cluster, resource: Resource, states: readonly Stored[], view: View): string {
  const metadata = { resourceVersion: String(cluster.store.revision) };
  if (view.as !== 'Object') return JSON.stringify(showList(states, resource, view, metadata));
  const items = states.map((state) =>
    resource.custom ? formatObject(state, resource) : `{${state.toFields(resource)}}`,
  );
  const { listKind, apiVersion } = resource;
  const head = JSON.stringify({ kind: listKind, apiVersion, metadata });
  return `${head.slice(0, -1)},"items":[${items.join(',')}]}`;
}

/** Only the newest state is kept. @throws ApiError 410 for an exact older one, 504 for one to come */
export function checkListRevision(cluster: Cluster, query: URLSearchParams): void {
  const wanted = readRevision(query) ?? 0;
  const { revision } = cluster.store;
  if (wanted > revision) {
    const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
    const message = `Timeout: Too large resource version: ${wanted}, current: ${revision}`;
    throw new ApiError(504, 'Timeout', message, { causes, retryAfterSeconds: 1 });
  }
  if (query.get('resourceVersionMatch') === 'Exact' && wanted < revision) throw tooOld(wanted, revision);
}
