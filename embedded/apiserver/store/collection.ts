import type { StoreEvent } from './event.ts';
import { History } from './history.ts';
import type { Stored } from './stored.ts';

export type EventListener = (event: StoreEvent) => void;

/** All objects of one resource, by namespace (`''` for cluster scope) and name, with their recent events. */
export class Collection {
  readonly history: History;
  readonly #byNamespace = new Map<string, Map<string, Stored>>();
  readonly #listeners = new Map<EventListener, () => void>();

  constructor(historyLimit: number) {
    this.history = new History(historyLimit);
  }

  get(namespace: string, name: string): Stored | undefined {
    return this.#byNamespace.get(namespace)?.get(name);
  }

  /** In the order of namespace and name; of every namespace where none is told. */
  list(namespace?: string): Stored[] {
    if (namespace !== undefined) return sortByKey([...(this.#byNamespace.get(namespace) ?? [])]);
    return sortByKey(joinSlash([...this.#byNamespace])).flatMap((objects) => sortByKey([...objects]));
  }

  /** The same as it was at a revision; undefined where what happened since is forgotten. */
  listAt(revision: number, namespace?: string): Stored[] | undefined {
    const since = this.history.since(revision);
    if (!since) return undefined;
    const states = new Map(this.list(namespace).map((state) => [keyOf(state), state]));
    for (const { stored, previous } of since.reverse()) {
      if (namespace !== undefined && stored.object.metadata.namespace !== namespace) continue;
      if (previous) states.set(keyOf(previous), previous);
      else states.delete(keyOf(stored));
    }
    return sortByKey([...states]);
  }

  count(): number {
    let total = 0;
    for (const objects of this.#byNamespace.values()) total += objects.size;
    return total;
  }

  /** Puts the event's state in place, then tells the watches. */
  record(event: StoreEvent): void {
    const { name, namespace = '' } = event.stored.object.metadata;
    const objects = this.#byNamespace.get(namespace) ?? new Map<string, Stored>();
    if (event.type === 'DELETED') objects.delete(name);
    else objects.set(name, event.stored);
    if (objects.size > 0) this.#byNamespace.set(namespace, objects);
    else this.#byNamespace.delete(namespace);
    this.history.add(event);
    for (const listener of [...this.#listeners.keys()]) listener(event);
  }

  /** Tells every further event until the returned function is called, or `onEnd` where the resource goes away. */
  subscribe(listener: EventListener, onEnd: () => void): () => void {
    this.#listeners.set(listener, onEnd);
    return () => this.#listeners.delete(listener);
  }

  endWatches(): void {
    for (const onEnd of [...this.#listeners.values()]) onEnd();
  }
}

function keyOf({ object: { metadata } }: Stored): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** `a-b/` comes before `a/`, as in the keys of a real server's store. */
function joinSlash<T>(entries: [string, T][]): [string, T][] {
  return entries.map(([namespace, value]) => [`${namespace}/`, value]);
}

function sortByKey<T>(entries: [string, T][]): T[] {
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value);
}
