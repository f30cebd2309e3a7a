import { ApiError, badRequest } from '../../../apimachinery/errors/status.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import type { Cluster } from './context.ts';
import { type Continuation, decodeContinue, encodeContinue } from './continue.ts';
import { checkListOptions } from './listoptions.ts';
import { readCount, readRevision, readSelectors } from './options.ts';

/** The part of a list that one answer holds. */
export interface Page {
  states: readonly Stored[];
  /** Of the list: its revision, and how to go on. */
  metadata: JsonObject;
}

const NEWEST = -1;

/**
 * What a list request selects, by namespace and name: all of it, or as much as `limit` allows. The pages of one list show
 * one state, that of the first.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 * @throws ApiError 410 for a state that is no longer known, 504 for one to come
 */
export function selectPage(
  cluster: Cluster,
  resource: Resource,
  namespace: string | undefined,
  query: URLSearchParams,
): Page {
  checkListOptions(query);
  checkFuture(readListRevision(query), cluster.store.revision);
  const matches = readSelectors(query, resource);
  const { revision, start } = readPlace(query);
  const rest = listAt(cluster, resource, namespace, revision, start).filter(
    (state) => keyOf(state, namespace) >= start,
  );
  const states = matches ? rest.filter(({ object }) => matches(object)) : rest;
  // A list that may be of any state comes from memory on a real server, and whole.
  const isAny = query.get('resourceVersion') === '0';
  const limit = isAny ? 0 : (readCount(query, 'limit') ?? 0);
  const shown = revision === NEWEST ? cluster.store.revision : revision;
  const metadata = { resourceVersion: String(shown) };
  const last = limit > 0 ? states[limit - 1] : undefined;
  // Whether anything is left is known of what is not selected, too: a last page may be empty.
  if (!last || last === rest.at(-1)) return { states, metadata };
  const page = states.slice(0, limit);
  const next = { revision: shown, start: `${keyOf(last, namespace)}\0` };
  return {
    states: page,
    metadata: {
      ...metadata,
      continue: encodeContinue(next),
      // What is left cannot be told where not everything is selected.
      ...(!matches && { remainingItemCount: states.length - limit }),
    },
  };
}

function readListRevision(query: URLSearchParams): number {
  try {
    return readRevision(query) ?? 0;
  } catch (error) {
    throw error instanceof ApiError ? badRequest(`invalid resource version: ${error.message}`) : error;
  }
}

function readPlace(query: URLSearchParams): Continuation {
  const token = query.get('continue') ?? '';
  const wanted = readListRevision(query);
  if (token === '') return { revision: query.get('resourceVersionMatch') === 'Exact' ? wanted : NEWEST, start: '' };
  if (wanted > 0) throw badRequest('specifying resource version is not allowed when using continue');
  return decodeContinue(token);
}

function listAt(
  cluster: Cluster,
  resource: Resource,
  namespace: string | undefined,
  revision: number,
  start: string,
): Stored[] {
  const { store } = cluster;
  const collection = store.collection(resource.storage);
  if (revision === NEWEST || revision >= store.revision) return collection.list(namespace);
  const states = collection.listAt(revision, namespace);
  if (states) return states;
  throw start === ''
    ? new ApiError(410, 'Expired', 'The resourceVersion for the provided list is too old.')
    : expired(start);
}

/** @throws ApiError 504 */
function checkFuture(wanted: number, revision: number): void {
  if (wanted <= revision) return;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  const message = `Timeout: Too large resource version: ${wanted}, current: ${revision}`;
  throw new ApiError(504, 'Timeout', message, { causes, retryAfterSeconds: 1 });
}

/** 410 with a token that goes on in the newest state. */
function expired(start: string): ApiError {
  const message =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
    'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
    'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
    'deleted between the time the first chunk was returned and now may show up in the list.';
  const token = encodeContinue({ revision: NEWEST, start });
  return new ApiError(410, 'Expired', message, undefined, { continue: token });
}

/** In one namespace, its names alone. */
function keyOf({ object }: Stored, namespace: string | undefined): string {
  const { name, namespace: own } = object.metadata;
  return namespace === undefined && own !== undefined ? `${own}/${name}` : name;
}
