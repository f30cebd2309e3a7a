import { setTimeout as sleep } from 'node:timers/promises';
import type { Watch } from '@kubernetes/client-node';
import { messageOf } from '../message-of.ts';
import type { StoredObject } from '../model/meta.ts';
import type { KubeClient } from './client.ts';
import { collectionPath, type Resource } from './resources.ts';

export interface InformerEvents {
  /** All objects there are; whatever else was known is gone. */
  replaced(objects: readonly StoredObject[]): void;
  changed(object: StoredObject): void;
  removed(object: StoredObject): void;
}

const firstBackoffMs = 50;
const lastBackoffMs = 5000;

/** Lists and watches one resource until the signal aborts, whatever the API server does meanwhile. */
export async function runInformer(
  resource: Resource,
  { client, watch, signal, log }: { client: KubeClient; watch: Watch; signal: AbortSignal; log(line: string): void },
  events: InformerEvents,
): Promise<void> {
  let backoffMs = firstBackoffMs;
  let version: string | undefined;
  while (!signal.aborted) {
    try {
      version ??= await listAll(client, resource, events);
      backoffMs = firstBackoffMs;
      version = await watchFrom(watch, resource, version, signal, events);
      // A server that ends every watch at once must not be asked again without a pause.
      await sleep(10, undefined, { signal });
    } catch (error) {
      if (signal.aborted) return;
      version = undefined;
      log(`Watching ${resource.plural} failed: ${messageOf(error)}`);
      await sleep(backoffMs, undefined, { signal }).catch(() => {});
      backoffMs = Math.min(backoffMs * 2, lastBackoffMs);
    }
  }
}

async function listAll(client: KubeClient, resource: Resource, events: InformerEvents): Promise<string> {
  const list = await client.list(collectionPath(resource));
  // Items of a list leave out what the list says once.
  events.replaced(list.items.map((item) => ({ ...item, apiVersion: resource.apiVersion, kind: resource.kind })));
  return list.metadata.resourceVersion ?? '0';
}

/** Resolves with the version to go on from when the watch ends; rejects where everything must be listed anew. */
function watchFrom(
  watch: Watch,
  resource: Resource,
  from: string,
  signal: AbortSignal,
  events: InformerEvents,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let version = from;
    let failure: Error | undefined;
    const onEvent = (type: string, object: StoredObject & { message?: string }) => {
      if (type === 'ERROR') {
        failure = new Error(object.message ?? 'the watch reported an error');
        return;
      }
      version = object.metadata.resourceVersion ?? version;
      if (type === 'ADDED' || type === 'MODIFIED') events.changed(object);
      else if (type === 'DELETED') events.removed(object);
    };
    const query = { resourceVersion: from, allowWatchBookmarks: true };
    const started = watch.watch(collectionPath(resource), query, onEvent, (error: unknown) => {
      signal.removeEventListener('abort', stop);
      if (failure ?? error) reject(failure ?? error);
      else resolve(version);
    });
    const stop = () => void started.then((controller) => controller.abort()).catch(() => {});
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
