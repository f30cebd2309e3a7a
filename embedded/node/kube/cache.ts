import { type KubernetesObject, ListWatch, Watch } from '@kubernetes/client-node';
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
  let stopped = false;
  let starting: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

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

  const listWatch = new ListWatch<KubernetesObject>(
    path,
    new Watch(client.config),
    async () => client.call('GET', path),
    false,
  );
  listWatch.on('add', (object) => put(object as T));
  listWatch.on('update', (object) => put(object as T));
  listWatch.on('delete', (object) => {
    remove(object as T);
    dropped.delete(object.metadata?.uid ?? '');
  });
  listWatch.on('error', (error: unknown) => {
    if (stopped) return;
    log(`Watch of ${plural} ended (${error instanceof Error ? error.message : String(error)}); starting anew`);
    timer = setTimeout(() => void listWatch.start().catch(() => {}), RELIST_DELAY_MS);
  });

  return {
    get: (namespace, name) => byNamespace.get(namespace ?? '')?.get(name),
    list(namespace) {
      if (namespace !== undefined) return [...(byNamespace.get(namespace)?.values() ?? [])];
      return [...byNamespace.values()].flatMap((objects) => [...objects.values()]);
    },
    onChange: (handler) => handlers.push(handler),
    put,
    drop(object) {
      if (object.metadata.uid) dropped.add(object.metadata.uid);
      remove(object);
    },
    start() {
      starting = listWatch.start();
      return starting;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await listWatch.stop();
      // One that was about to begin its watch begins it all the same.
      await starting.catch(() => {});
      await listWatch.stop();
    },
  };
}

/** Resource versions of one resource are ordered numbers (Kubernetes 1.35 says so for all API servers). */
function isNewer(a: KubeObject, b: KubeObject): boolean {
  return Number(a.metadata.resourceVersion ?? 0) > Number(b.metadata.resourceVersion ?? 0);
}
