import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../../apimachinery/errors/message-of.ts';
import type { KubeClient } from './client.ts';
import type { KubeObject } from './objects.ts';

/** What changed: `before` is absent for a new object, `now` for a deleted one. */
export interface Change<T> {
  before?: T;
  now?: T;
}

export interface Cache<T extends KubeObject> {
  get(namespace: string | undefined, name: string): T | undefined;
  list(namespace?: string): T[];
  onChange(handler: (change: Change<T>) => void): void;
  /** Enters what a write returned, so that a controller sees its own writes before the watch tells of them. */
  put(object: T): void;
  /** Enters a deletion that the API confirmed. */
  drop(object: T): void;
  /** Resolves when the first list is in. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const RELIST_DELAY_MS = 100;
const REWATCH_DELAY_MS = 10;

/** Objects of one resource, `/apis/apps/v1` and `deployments` say, kept by list and watch. */
export function createCache<T extends KubeObject>(
  client: KubeClient,
  groupPath: string,
  plural: string,
  log: (line: string) => void,
): Cache<T> {
  const path = `${groupPath}/${plural}`;
  const byNamespace = new Map<string, Map<string, T>>();
  const handlers: ((change: Change<T>) => void)[] = [];
  // Deleted objects whose late watch events must not bring them back, by uid.
  const dropped = new Set<string>();
  const stopping = new AbortController();
  let following: Promise<void> | undefined;

  const notify = (change: Change<T>) => {
    for (const handler of handlers) handler(change);
  };

  function put(object: T): void {
    const { namespace = '', name, uid = '' } = object.metadata;
    if (dropped.has(uid)) return;
    const objects = byNamespace.get(namespace) ?? new Map<string, T>();
    byNamespace.set(namespace, objects);
    const before = objects.get(name);
    if (before && before.metadata.uid === uid && !isNewer(object, before)) return;
    if (before && before.metadata.uid !== uid) remove(before);
    objects.set(name, object);
    notify(before && before.metadata.uid === uid ? { before, now: object } : { now: object });
  }

  function remove(object: T): void {
    const { namespace = '', name, uid } = object.metadata;
    const objects = byNamespace.get(namespace);
    const before = objects?.get(name);
    if (!before || before.metadata.uid !== uid) return;
    objects?.delete(name);
    if (objects?.size === 0) byNamespace.delete(namespace);
    notify({ before });
  }

  /** Puts the cache in the state of a list; gives the version to watch from. */
  async function listAll(): Promise<string> {
    const { metadata, items } = await client.call<{ metadata: { resourceVersion: string }; items: T[] }>('GET', path);
    const present = new Set(items.map((object) => object.metadata.uid));
    for (const object of listObjects()) {
      // What is younger than the list was entered by a write meanwhile.
      const isOld = Number(object.metadata.resourceVersion ?? 0) <= Number(metadata.resourceVersion);
      if (isOld && !present.has(object.metadata.uid)) remove(object);
    }
    for (const object of items) put(object);
    for (const uid of dropped) if (!present.has(uid)) dropped.delete(uid);
    return metadata.resourceVersion;
  }

  /** Watches until the watch ends; gives the version to go on from, or undefined where all must be listed anew. */
  async function watchFrom(version: string): Promise<string | undefined> {
    let last: string | undefined = version;
    await client.watch(
      path,
      version,
      ({ type, object }) => {
        if (type === 'ERROR') {
          log(`Watch of ${plural} ended (${object.message}); starting anew`);
          last = undefined;
          return;
        }
        if (last !== undefined) last = object.metadata.resourceVersion;
        if (type === 'ADDED' || type === 'MODIFIED') put(object as T);
        if (type !== 'DELETED') return;
        remove(object as T);
        dropped.delete((object as T).metadata.uid ?? '');
      },
      stopping.signal,
    );
    return last;
  }

  async function follow(from: string): Promise<void> {
    let version: string | undefined = from;
    while (!stopping.signal.aborted) {
      try {
        version = await watchFrom(version ?? (await listAll()));
      } catch (error) {
        if (stopping.signal.aborted) return;
        log(`Watch of ${plural} ended (${messageOf(error)}); starting anew`);
        version = undefined;
      }
      // A server that ends every watch at once must not be asked again without a pause.
      const pauseMs = version === undefined ? RELIST_DELAY_MS : REWATCH_DELAY_MS;
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  function listObjects(): T[] {
    return [...byNamespace.values()].flatMap((objects) => [...objects.values()]);
  }

  return {
    get: (namespace, name) => byNamespace.get(namespace ?? '')?.get(name),
    list(namespace) {
      if (namespace !== undefined) return [...(byNamespace.get(namespace)?.values() ?? [])];
      return listObjects();
    },
    onChange: (handler) => handlers.push(handler),
    put,
    drop(object) {
      if (object.metadata.uid) dropped.add(object.metadata.uid);
      remove(object);
    },
    async start() {
      const version = await listAll();
      following = follow(version);
    },
    async stop() {
      stopping.abort();
      await following;
    },
  };
}

/** Resource versions of one resource are ordered numbers (Kubernetes 1.35 says so for all API servers). */
function isNewer(a: KubeObject, b: KubeObject): boolean {
  return Number(a.metadata.resourceVersion ?? 0) > Number(b.metadata.resourceVersion ?? 0);
}
